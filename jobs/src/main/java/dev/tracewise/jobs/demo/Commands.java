package dev.tracewise.jobs.demo;

import com.fasterxml.jackson.databind.JsonNode;

/** The public commands, as a user would type them. */
@FunctionalInterface
public interface Commands {
  /**
   * Runs a command and returns what {@code --json} prints. A refusal (exit code 3) is a result too;
   * any other failure is an exception.
   *
   * @param arguments the command and its options, without {@code --json}
   */
  JsonNode run(String... arguments);
}

package dev.tracewise.jobs;

import dev.tracewise.jobs.command.CommandRunner;
import dev.tracewise.jobs.output.Console;
import java.util.Map;

/**
 * Runs a few small commands in an empty warehouse, so that the launcher can keep the classes that
 * they load: later commands start in half the time.
 */
public final class Rehearsal {
  private Rehearsal() {}

  /**
   * Runs them.
   *
   * @param args the warehouse
   */
  public static void main(String[] args) {
    Map<String, String> environment = Map.of();
    try (Tracewise tracewise = Tracewise.ofProcess(Console.ofProcess(environment), environment)) {
      run(tracewise, args[0]);
    }
  }

  /** Writes with a session, reads without one, and asks a query. */
  static void run(CommandRunner commands, String warehouse) {
    commands.run("rewards", "--run-id", "rehearsal", "--warehouse", warehouse);
    commands.run("runs", "list", "--warehouse", warehouse);
    commands.run("query", "SELECT 1", "--warehouse", warehouse);
  }
}

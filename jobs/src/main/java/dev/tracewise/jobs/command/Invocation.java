package dev.tracewise.jobs.command;

import dev.tracewise.jobs.output.Console;
import dev.tracewise.model.Hashes;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * One call of a command.
 *
 * @param parsed the arguments of the command itself
 * @param options the options of every command
 * @param environment environment variables that may hold settings
 * @param sessions where the Spark session comes from
 * @param runner runs further commands in the same session
 * @param console where to talk
 * @param clock the time
 */
public record Invocation(
    ParseResult parsed,
    GlobalOptions options,
    Map<String, String> environment,
    SparkSessions sessions,
    CommandRunner runner,
    Console console,
    Clock clock) {
  /** Options that change nothing about the work itself, or are settings and hashed as such. */
  private static final Set<String> NOT_THE_WORK =
      Set.of(
          "--warehouse",
          "--tenant",
          "--config",
          "--set",
          "--json",
          "--result",
          "--dry-run",
          "--seed",
          "--strict",
          "--master",
          "--spark",
          "--verbose",
          "--quiet",
          "--help",
          "--run-id");

  /** The command, such as {@code optimize policy}. */
  public String command() {
    String name = parsed.commandSpec().qualifiedName();
    return name.substring(name.indexOf(' ') + 1);
  }

  /** The command's own arguments, sorted by option: the same work has the same ones. */
  public List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    for (ArgSpec argument : parsed.matchedArgs()) {
      String name = argument instanceof OptionSpec option ? option.longestName() : "";
      if (!NOT_THE_WORK.contains(name)) {
        argument
            .stringValues()
            .forEach(value -> arguments.add(name.isEmpty() ? value : name + "=" + value));
      }
    }
    return arguments.stream().distinct().sorted().toList();
  }

  /** SHA-256 (lower-case hex) of the command, its arguments and the settings in force. */
  String settingsSha256(String settingsHash) {
    List<String> parts = new ArrayList<>(List.of(command(), settingsHash));
    parts.addAll(arguments());
    return Hashes.sha256(parts.toArray(String[]::new));
  }
}

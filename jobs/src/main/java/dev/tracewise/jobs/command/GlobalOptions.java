package dev.tracewise.jobs.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options of every command, accepted before and after its name. */
public final class GlobalOptions {
  @Option(
      names = "--warehouse",
      scope = ScopeType.INHERIT,
      paramLabel = "URI",
      description = "Root of the Delta tables (default: ./warehouse).")
  @Nullable String warehouse;

  @Option(
      names = "--tenant",
      scope = ScopeType.INHERIT,
      paramLabel = "ID",
      description = "Whose rows are read and written (default: default).")
  @Nullable String tenant;

  @Option(
      names = "--config",
      scope = ScopeType.INHERIT,
      paramLabel = "FILE",
      description = "HOCON file over the defaults of conf/tracewise.conf.")
  @Nullable Path config;

  @Option(
      names = "--set",
      scope = ScopeType.INHERIT,
      paramLabel = "KEY=VALUE",
      description = "One key of the configuration; may be repeated.")
  List<String> assignments = new ArrayList<>();

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "The result as one JSON object on standard output.")
  boolean json;

  @Option(
      names = "--result",
      scope = ScopeType.INHERIT,
      paramLabel = "FILE",
      description = "The same JSON object into a file.")
  @Nullable Path result;

  @Option(
      names = "--dry-run",
      scope = ScopeType.INHERIT,
      description = "Say what would be written, write nothing.")
  boolean dryRun;

  @Option(
      names = "--seed",
      scope = ScopeType.INHERIT,
      paramLabel = "N",
      description = "Seed of everything random (default: 42).")
  @Nullable Long seed;

  @Option(
      names = "--strict",
      scope = ScopeType.INHERIT,
      description = "Exit with 4 when records went to quarantine.")
  boolean strict;

  @Option(
      names = "--master",
      scope = ScopeType.INHERIT,
      paramLabel = "URL",
      description = "Spark master (default: local[*]).")
  @Nullable String master;

  @Option(
      names = "--spark",
      scope = ScopeType.INHERIT,
      paramLabel = "KEY=VALUE",
      description = "One setting of Spark; may be repeated.")
  Map<String, String> spark = new HashMap<>();

  @Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT,
      description = "Details, and the stack trace of an error.")
  boolean verbose;

  @Option(
      names = {"-q", "--quiet"},
      scope = ScopeType.INHERIT,
      description = "No progress and no hints.")
  boolean quiet;

  @Option(
      names = {"-h", "--help"},
      scope = ScopeType.INHERIT,
      usageHelp = true,
      description = "This text.")
  boolean help;

  /** Whether the stack trace of an error is wanted. */
  public boolean verbose() {
    return verbose;
  }

  /** Whether quarantined records make the command fail. */
  public boolean strict() {
    return strict;
  }

  /** Whether a person is told what to do next. */
  public boolean hints() {
    return !quiet;
  }

  /** What the next command has to be told again to find the same tables. */
  public List<String> told() {
    List<String> told = new ArrayList<>();
    handDown(told, "--warehouse", warehouse);
    handDown(told, "--tenant", tenant);
    return told;
  }

  /** The file of the result. */
  public Optional<Path> resultFile() {
    return Optional.ofNullable(result);
  }

  /**
   * Arguments of a command within this one: its own, and what was given here and means the same
   * there. The result, its strictness and the session stay this command's.
   */
  public String[] handedDown(String... own) {
    List<String> arguments = new ArrayList<>();
    assignments.forEach(assignment -> arguments.addAll(List.of("--set", assignment)));
    arguments.addAll(List.of(own));
    handDown(arguments, "--config", config);
    handDown(arguments, "--warehouse", warehouse);
    handDown(arguments, "--tenant", tenant);
    handDown(arguments, "--seed", seed);
    handDown(arguments, "--verbose", verbose);
    handDown(arguments, "--quiet", quiet);
    return arguments.toArray(String[]::new);
  }

  private static void handDown(List<String> arguments, String name, boolean given) {
    if (given) {
      arguments.add(name);
    }
  }

  private static void handDown(List<String> arguments, String name, @Nullable Object value) {
    boolean own = arguments.stream().anyMatch(each -> (each + "=").startsWith(name + "="));
    if (value != null && !own) {
      arguments.addAll(List.of(name, value.toString()));
    }
  }

  /** The values of options that stand for a key of the configuration, by key. */
  Map<String, String> keys() {
    Map<String, String> keys = new HashMap<>();
    if (warehouse != null) {
      keys.put("tracewise.warehouse", warehouse);
    }
    if (tenant != null) {
      keys.put("tracewise.tenant", tenant);
    }
    if (seed != null) {
      keys.put("tracewise.seed", seed.toString());
    }
    return keys;
  }
}

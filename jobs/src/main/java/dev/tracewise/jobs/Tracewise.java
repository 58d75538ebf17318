package dev.tracewise.jobs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tracewise.jobs.command.Answer;
import dev.tracewise.jobs.command.CommandRunner;
import dev.tracewise.jobs.command.GlobalOptions;
import dev.tracewise.jobs.command.Invocation;
import dev.tracewise.jobs.command.Result;
import dev.tracewise.jobs.command.RootCommand;
import dev.tracewise.jobs.command.SparkSessions;
import dev.tracewise.jobs.command.WarehouseCommand;
import dev.tracewise.jobs.output.Console;
import java.time.Clock;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The entry: {@code tracewise COMMAND [options]}, and the same in process. One instance runs any
 * number of commands, one after another, in one Spark session.
 */
public final class Tracewise implements CommandRunner, AutoCloseable {
  private final Console console;
  private final Map<String, String> environment;
  private final Clock clock;
  private final SparkSessions sessions;

  /**
   * An entry.
   *
   * @param console where commands write
   * @param environment environment variables that may hold settings
   * @param clock the time of everything that is written with one
   */
  public Tracewise(Console console, Map<String, String> environment, Clock clock) {
    this(console, environment, clock, new SparkSessions());
  }

  private Tracewise(
      Console console, Map<String, String> environment, Clock clock, SparkSessions sessions) {
    this.console = console;
    this.environment = Map.copyOf(environment);
    this.clock = clock;
    this.sessions = sessions;
  }

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    Map<String, String> environment = System.getenv();
    Console console = Console.ofProcess(environment);
    System.setOut(System.err); // standard output belongs to the result alone
    int exitCode;
    try (Tracewise tracewise = ofProcess(console, environment)) {
      Interruption interruption = Interruption.watch(tracewise.sessions, console);
      exitCode = tracewise.run(args).exitCode();
      interruption.over();
    }
    System.exit(exitCode);
  }

  /** An entry that goes by the clock of the system. */
  static Tracewise ofProcess(Console console, Map<String, String> environment) {
    return new Tracewise(console, environment, Clock.systemUTC());
  }

  /** Runs one command; what it prints goes to the console, what it says comes back. */
  @Override
  public Answer run(String... args) {
    String[] spelled = Spelling.normalised(args);
    CommandLine line = RootCommand.commandLine();
    Reporter reporter = new Reporter(console, spelled);
    try {
      ParseResult parsed = line.parseArgs(spelled);
      if (CommandLine.printHelpIfRequested(
          parsed.asCommandLineList(), console.out(), console.err(), line.getColorScheme())) {
        return new Answer(0, done());
      }
      return run(parsed, ((RootCommand) line.getCommand()).options(), reporter);
    } catch (ParameterException e) {
      return reporter.misunderstood(e);
    }
  }

  /** Ends the session, if a command started one. */
  @Override
  public void close() {
    sessions.stop();
  }

  /** Whether a command so far needed a session. */
  boolean startedSpark() {
    return sessions.started();
  }

  private Answer run(ParseResult parsed, GlobalOptions options, Reporter reporter) {
    ParseResult leaf = parsed;
    while (leaf.hasSubcommand()) {
      leaf = leaf.subcommand();
    }
    if (!(leaf.commandSpec().userObject() instanceof WarehouseCommand command)) {
      return reporter.incomplete(leaf.commandSpec().commandLine());
    }
    try {
      Result result = command.run(invocation(leaf, options));
      return reporter.result(result, options);
    } catch (Exception e) {
      return sessions.interrupted() ? reporter.interrupted(options) : reporter.failure(e, options);
    }
  }

  private Invocation invocation(ParseResult leaf, GlobalOptions options) {
    Tracewise within = new Tracewise(console.silent(), environment, clock, sessions);
    CommandRunner nested = arguments -> within.run(options.handedDown(arguments));
    return new Invocation(leaf, options, environment, sessions, nested, console, clock);
  }

  private static ObjectNode done() {
    return JsonNodeFactory.instance.objectNode().put("status", "done");
  }
}

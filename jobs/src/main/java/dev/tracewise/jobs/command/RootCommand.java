package dev.tracewise.jobs.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The root of the command line: the options of all commands, and the commands. */
@Command(
    name = "tracewise",
    synopsisSubcommandLabel = "COMMAND",
    versionProvider = BuildVersion.class,
    description = "Makes LLM agents better from their traces and feedback, on evidence.",
    subcommands = {
      DemoCommand.class,
      IngestCommand.class,
      RewardsCommand.class,
      AnnotateCommand.class,
      TrainCommand.class,
      StatusCommand.class,
      DecideCommand.class,
      CycleCommand.class,
      OptimizeCommand.class,
      EvaluateCommand.class,
      ApplyCommand.class,
      VersionsCommand.class,
      FeedbackCommand.class,
      AgentsCommand.class,
      RunsCommand.class,
      TablesCommand.class,
      QueryCommand.class,
      ReportCommand.class,
      BenchCommand.class
    },
    footer = {
      "",
      "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 refused by the data, 4 records in quarantine"
          + " (--strict), 130 interrupted or cancelled."
    })
public final class RootCommand {
  @Mixin GlobalOptions options = new GlobalOptions();

  @Option(names = "--version", versionHelp = true, description = "The version of this build.")
  boolean version;

  /** A command line ready to parse; closed choices are accepted as {@link Choices} has them. */
  public static CommandLine commandLine() {
    CommandLine line = new CommandLine(new RootCommand());
    Choices.register(line);
    line.setUsageHelpLongOptionsMaxWidth(28);
    return line;
  }

  /** The options that were given on the command line that the command is part of. */
  static GlobalOptions options(CommandSpec command) {
    return ((RootCommand) command.root().userObject()).options;
  }

  /** The options that were given. */
  public GlobalOptions options() {
    return options;
  }
}

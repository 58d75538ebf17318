package dev.tracewise.jobs.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tracewise.jobs.demo.DemoSize;
import dev.tracewise.jobs.demo.DemoWorld;
import dev.tracewise.jobs.demo.SeasonFiles;
import dev.tracewise.jobs.output.Page;
import dev.tracewise.jobs.output.TextTable;
import dev.tracewise.model.Errors;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench}: what this machine does a second, beside a peer in the same run. */
@Command(
    name = "bench",
    description = "Measure on this machine, beside a peer.",
    subcommands = {
      BenchCommand.Ingest.class,
      BenchRewardsCommand.class,
      BenchDecideCommand.class,
      BenchTrainCommand.class
    })
final class BenchCommand {
  private BenchCommand() {}

  /**
   * {@code bench ingest}: logs of the demonstration's world at size; ingest and rewards beside
   * Spark's own copy of the same lines into Parquet, unparsed, which is the least that reading and
   * writing them costs.
   */
  @Command(
      name = "ingest",
      description = "Ingest and rewards at size, beside Spark's copy of the same lines to Parquet.")
  static final class Ingest extends WarehouseCommand {
    private static final int FEWEST_SPANS = 100;

    @Option(
        names = "--spans",
        paramLabel = "N",
        description = "How many spans, about (default: ${DEFAULT-VALUE}).")
    int spans = 1_000_000;

    @Mixin final BenchFolder out = new BenchFolder("bench");

    @Override
    protected Result call(CommandContext context) {
      if (context.dryRun()) {
        return out.planned();
      }
      requireUsable();
      context.spark();
      Path folder = out.path();
      Path logs = folder.resolve("logs");
      context.note("writing logs of about " + spans + " spans into " + logs);
      DemoWorld world = new DemoWorld(context.seed(), DemoSize.ofSpans(spans));
      new SeasonFiles(world).writeSeason(logs);
      return measured(context, folder, logs);
    }

    private static Measured measured(CommandContext context, Path folder, Path logs) {
      double copy = seconds(() -> copy(context, logs, folder.resolve("copy")));
      String warehouse = folder.resolve("warehouse").toString();
      JsonNode[] answers = new JsonNode[2];
      double ingest =
          seconds(
              () -> answers[0] = run(context, "ingest", logs.toString(), "--warehouse", warehouse));
      double rewards =
          seconds(() -> answers[1] = run(context, "rewards", "--warehouse", warehouse));
      long records =
          answers[0].path("spans").asLong()
              + answers[0].path("decisions").asLong()
              + answers[0].path("feedback").asLong();
      long experiences = answers[1].path("experiences_written").asLong();
      return new Measured(
          answers[0].path("spans").asLong(),
          records,
          copy,
          ingest,
          ingest / copy,
          records / ingest,
          experiences,
          rewards,
          experiences / rewards);
    }

    private static void copy(CommandContext context, Path logs, Path to) {
      context
          .spark()
          .read()
          .option("recursiveFileLookup", "true")
          .text(logs.toString())
          .write()
          .parquet(to.toString());
    }

    private static JsonNode run(CommandContext context, String... arguments) {
      Answer answer = context.runner().run(arguments);
      if (answer.exitCode() != 0) {
        throw Errors.failed(
            "measure \"tracewise " + arguments[0] + "\"",
            "it ended with " + answer.exitCode(),
            answer.json().path("error").asText("Run that command alone to see why."),
            new IllegalStateException(answer.json().toString()));
      }
      return answer.json();
    }

    private void requireUsable() {
      if (spans < FEWEST_SPANS) {
        throw Errors.usage(
            "measure with --spans " + spans,
            "that is too little to measure",
            "Give " + FEWEST_SPANS + " or more.");
      }
      out.requireNew();
    }

    private static double seconds(Runnable work) {
      long start = System.nanoTime();
      work.run();
      return (System.nanoTime() - start) / 1e9;
    }
  }

  /** What was measured; seconds are wall time, with starts and commits. */
  record Measured(
      long spans,
      long records,
      double copySeconds,
      double ingestSeconds,
      double ingestRatio,
      double recordsPerSecond,
      long experiences,
      double rewardsSeconds,
      double experiencesPerSecond)
      implements Result {
    @Override
    public void show(Page page) {
      page.table(
          TextTable.of("", "rows", "seconds", "rows/s", "× copy")
              .row("copy", records, copySeconds, records / copySeconds, 1.0)
              .row("ingest", records, ingestSeconds, recordsPerSecond, ingestRatio)
              .row(
                  "rewards",
                  experiences,
                  rewardsSeconds,
                  experiencesPerSecond,
                  rewardsSeconds / copySeconds),
          "");
    }
  }
}

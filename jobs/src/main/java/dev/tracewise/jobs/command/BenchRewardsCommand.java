package dev.tracewise.jobs.command;

import dev.tracewise.jobs.bench.RewardFigures;
import dev.tracewise.jobs.bench.RewardFigures.Timing;
import dev.tracewise.jobs.bench.RewardsBench;
import dev.tracewise.jobs.output.Json;
import dev.tracewise.jobs.output.Page;
import dev.tracewise.jobs.output.TextTable;
import dev.tracewise.model.Errors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code bench rewards}: the backfill of rewards beside DuckDB and beside Spark SQL as one would
 * first write it, increments on a long and on a short history, and feedback that comes late.
 */
@Command(
    name = "rewards",
    description = "Rewards at size, beside DuckDB and plain Spark SQL; increments; late feedback.")
final class BenchRewardsCommand extends WarehouseCommand {
  private static final int FEWEST_SPANS = 2000;
  private static final int FEWEST_FEEDBACK = 100;
  private static final int FEWEST_ROUNDS = 1;

  @Option(
      names = "--spans",
      paramLabel = "N",
      description = "How many spans, about (default: ${DEFAULT-VALUE}).")
  int spans = 5_000_000;

  @Option(
      names = "--feedback",
      paramLabel = "N",
      description = "How many judgements (default: ${DEFAULT-VALUE}).")
  int feedback = 1_000_000;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description =
          "How often everything is done; the first half warms up and does not count"
              + " (default: ${DEFAULT-VALUE}).")
  int rounds = 5;

  @Mixin final BenchFolder out = new BenchFolder("bench-rewards");

  @Option(
      names = "--duckdb",
      paramLabel = "PYTHON",
      description =
          "A Python that has the package duckdb (default: ${DEFAULT-VALUE}); without, the"
              + " comparison with DuckDB is left out.")
  String python = "python3";

  @Override
  protected Result call(CommandContext context) {
    if (context.dryRun()) {
      return out.planned();
    }
    requireUsable();
    RewardsBench bench =
        new RewardsBench(
            context.spark(),
            context.clock(),
            out.path(),
            new RewardsBench.Size(spans, feedback, rounds),
            context.seed(),
            python,
            context::note);
    return new Measured(bench.run());
  }

  private void requireUsable() {
    if (spans < FEWEST_SPANS || feedback < FEWEST_FEEDBACK) {
      throw Errors.usage(
          "measure " + spans + " spans with " + feedback + " judgements",
          "that is too little to measure",
          "Give " + FEWEST_SPANS + " spans and " + FEWEST_FEEDBACK + " judgements or more.");
    }
    if (rounds < FEWEST_ROUNDS) {
      throw Errors.usage(
          "measure " + rounds + " rounds",
          "nothing would be measured",
          "Give " + FEWEST_ROUNDS + " or more.");
    }
    out.requireNew();
  }

  /** What was measured. */
  record Measured(RewardFigures figures) implements Result {
    @Override
    public Object json() {
      return Json.tree(figures);
    }

    @Override
    public void show(Page page) {
      TextTable table = TextTable.of("", "rows", "seconds", "commit", "×");
      backfill(table);
      increments(table);
      page.table(table, "");
      if (figures.duckdbMissing() != null) {
        page.line("Not compared with DuckDB: " + figures.duckdbMissing() + ".");
        page.next("python3 -m venv duck && duck/bin/pip install duckdb==2.0.0");
        page.next("tracewise bench rewards --duckdb duck/bin/python");
      }
    }

    private void backfill(TextTable table) {
      long rows = figures.experiences();
      row(table, "backfill, first", rows, figures.coldBackfill(), null);
      row(table, "backfill, warm", rows, figures.backfill(), null);
      table.row(
          "Spark SQL (× backfill)", rows, figures.naiveSeconds(), null, figures.naiveSpeedup());
      if (figures.duckdb() != null) {
        double seconds = figures.duckdb().seconds();
        table.row("DuckDB (backfill × that)", rows, seconds, null, figures.backfillRatio());
      }
    }

    private void increments(TextTable table) {
      long rows = figures.increment().spans() + figures.increment().feedback();
      row(table, "increment, history / 10", rows, figures.incrementOnTenth(), null);
      row(
          table,
          "increment (× at history / 10)",
          rows,
          figures.incrementOnWhole(),
          figures.incrementRatio());
      row(table, "late feedback", figures.lateFeedback(), figures.late(), null);
    }

    private static void row(
        TextTable table, String what, long rows, Timing timing, @Nullable Double ratio) {
      table.row(what, rows, timing.seconds(), timing.commitSeconds(), ratio);
    }
  }
}

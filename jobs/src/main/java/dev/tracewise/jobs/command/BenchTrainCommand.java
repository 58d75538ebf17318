package dev.tracewise.jobs.command;

import dev.tracewise.action.meta.PlainTraining;
import dev.tracewise.jobs.bench.TrainingBench;
import dev.tracewise.jobs.bench.TrainingFigures;
import dev.tracewise.jobs.output.Json;
import dev.tracewise.jobs.output.Page;
import dev.tracewise.jobs.output.TextTable;
import dev.tracewise.learn.booster.BoosterSettings;
import dev.tracewise.learn.booster.PredictorSettings;
import dev.tracewise.model.Errors;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code bench train}: boosted trees as the meta-models grow them, beside XGBoost in Python on the
 * same rows, rounds and threads.
 */
@Command(
    name = "train",
    description = "Boosted trees at size, beside XGBoost in Python on the same rows and threads.")
final class BenchTrainCommand extends WarehouseCommand {
  private static final long FEWEST_ROWS = 1000;
  private static final int FEWEST_FEATURES = 4;

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = "How many rows to train on (default: ${DEFAULT-VALUE}).")
  long rows = 1_000_000;

  @Option(
      names = "--features",
      paramLabel = "N",
      description = "How many features, 4 or more (default: ${DEFAULT-VALUE}).")
  int features = 20;

  @Mixin final BenchFolder out = new BenchFolder("bench-train");

  @Option(
      names = "--python",
      paramLabel = "PYTHON",
      description =
          "A Python that has the packages xgboost and pyarrow (default: ${DEFAULT-VALUE});"
              + " without, the comparison is left out.")
  String python = "python3";

  @Override
  protected Result call(CommandContext context) {
    if (context.dryRun()) {
      return out.planned();
    }
    requireUsable();
    PredictorSettings settings = context.settings().of(PredictorSettings.class);
    PlainTraining training =
        new PlainTraining(
            BoosterSettings.SEED, settings.workers(), settings.threads(), context.seed());
    return new Measured(
        new TrainingBench(
                context.spark(),
                out.path(),
                new TrainingBench.Size(rows, features),
                training,
                python,
                context::note)
            .run());
  }

  private void requireUsable() {
    if (rows < FEWEST_ROWS || features < FEWEST_FEATURES) {
      throw Errors.usage(
          "measure " + rows + " rows of " + features + " features",
          "that is too little to measure",
          "Give " + FEWEST_ROWS + " rows of " + FEWEST_FEATURES + " features or more.");
    }
    out.requireNew();
  }

  /** What was measured. */
  record Measured(TrainingFigures figures) implements Result {
    @Override
    public Object json() {
      return Json.tree(figures);
    }

    @Override
    public void show(Page page) {
      TextTable table = TextTable.of("", "rows", "seconds", "×", "log loss");
      TrainingFigures.Python peer = figures.python();
      table.row("first", figures.rows(), figures.coldSeconds(), null, null);
      table.row(
          "warm (× Python)",
          figures.rows(),
          figures.seconds(),
          figures.trainingRatio(),
          peer == null ? null : peer.ourLogLoss());
      if (peer != null) {
        table.row("Python " + peer.version(), figures.rows(), peer.seconds(), null, peer.logLoss());
      }
      page.table(table, "");
      page.line(
          String.format(
              Locale.ROOT,
              "%d trees over %d features, %d workers of %d threads; Python has as many threads.",
              figures.rounds(),
              figures.features(),
              figures.workers(),
              figures.threads()));
      if (figures.pythonMissing() != null) {
        page.line("Not compared with Python: " + figures.pythonMissing() + ".");
        page.next("python3 -m venv xgb && xgb/bin/pip install xgboost==3.1.1 pyarrow");
        page.next("tracewise bench train --python xgb/bin/python");
      }
    }
  }
}

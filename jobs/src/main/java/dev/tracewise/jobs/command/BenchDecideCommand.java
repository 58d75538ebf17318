package dev.tracewise.jobs.command;

import dev.tracewise.action.CompareDecisions;
import dev.tracewise.action.CompareDecisions.Standing;
import dev.tracewise.jobs.output.Page;
import dev.tracewise.jobs.output.TextTable;
import dev.tracewise.learn.modality.simulation.DriftSettings;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code bench decide}: modalities that drift over years, decided about every day; what ways of
 * deciding bring minus what their trainings cost. Worlds are of the seeds after {@code --seed}.
 */
@Command(
    name = "decide",
    description = "When to train, in simulated worlds that drift: by calendar, by rule, learned.")
final class BenchDecideCommand extends WarehouseCommand {
  @Option(
      names = "--weeks",
      paramLabel = "N",
      description = "How long a world lasts (default: ${DEFAULT-VALUE}).")
  int weeks = DriftSettings.DEFAULTS.weeks();

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "How many worlds, 2 or more (default: ${DEFAULT-VALUE}).")
  int seeds = 10;

  @Override
  protected Result call(CommandContext context) {
    DriftSettings settings = DriftSettings.DEFAULTS.withWeeks(weeks);
    CompareDecisions.Result result =
        new CompareDecisions(settings).execute(context.seed() + 1, seeds);
    return new Compared(
        settings.weeks(),
        settings.modalities(),
        seeds,
        settings.costPerRun(),
        settings.forcedShare(),
        result.handOverWeek(),
        result.standings());
  }

  /** How the ways did. */
  record Compared(
      int weeks,
      int modalities,
      int seeds,
      double costPerRun,
      double forcedShare,
      @Nullable Double handOverWeek,
      List<Standing> ways)
      implements Result {
    @Override
    public void show(Page page) {
      TextTable table =
          TextTable.of(
              "way", "runs", "improvement", "net of cost", "learned brings more", "low", "high");
      for (Standing way : ways) {
        table.row(
            way.way(),
            way.runs(),
            way.improvement(),
            way.net().estimate(),
            way.behind() == null ? null : way.behind().estimate(),
            way.behind() == null ? null : way.behind().low(),
            way.behind() == null ? null : way.behind().high());
      }
      page.table(table, "");
      page.line(
          String.format(
              Locale.ROOT,
              "%d weeks of %d modalities, mean of %d worlds; a run costs %.2f, %.0f %% of the"
                  + " verdicts to wait are forced; trees take over %s.",
              weeks,
              modalities,
              seeds,
              costPerRun,
              100 * forcedShare,
              handOverWeek == null
                  ? "never"
                  : String.format(Locale.ROOT, "in week %.1f", handOverWeek)));
    }
  }
}

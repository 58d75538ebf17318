package dev.tracewise.jobs.command;

import dev.tracewise.action.EvidenceReport;
import dev.tracewise.action.TrainPredictor;
import dev.tracewise.action.TrainPredictor.Trained;
import dev.tracewise.jobs.output.Page;
import dev.tracewise.jobs.output.TextTable;
import dev.tracewise.learn.booster.PredictorSettings;
import dev.tracewise.learn.data.DataLimits;
import dev.tracewise.learn.reward.RewardSettings;
import dev.tracewise.model.Errors;
import dev.tracewise.model.Interval;
import dev.tracewise.model.Modality;
import dev.tracewise.model.VersionKind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code train}: predictors of boosted trees, one version per modality. */
@Command(
    name = "train",
    description = "Train a predictor of boosted trees, one version per modality.")
final class TrainCommand extends LongCommand {
  @Parameters(
      paramLabel = "META",
      description = "reward-model, training-decision, training-strategy or fusion-benefit.")
  String meta = "";

  @Option(
      names = "--agent",
      paramLabel = "A",
      description = "Versions of this agent, from its rows alone (default: of all agents).")
  @Nullable String agent;

  @Option(names = "--modality", paramLabel = "M", description = "Only this modality.")
  @Nullable String modality;

  @Override
  protected Optional<String> freshRunId(CommandContext context) {
    return context.dryRun() ? Optional.empty() : Optional.of(UUID.randomUUID().toString());
  }

  @Override
  protected Result call(CommandContext context) {
    VersionKind kind = kind();
    String narrowed = modality();
    if (context.dryRun()) {
      return new Planned("would_write", kind.id(), agent, narrowed);
    }
    TrainPredictor action = new TrainPredictor(context.warehouse(), context.clock());
    return Trainings.of(
        context.runId().orElse("train"),
        action.execute(
            new TrainPredictor.Request(
                context.tenant(),
                kind,
                agent,
                narrowed,
                context.settings().of(PredictorSettings.class),
                context.settings().of(RewardSettings.class),
                new TrainPredictor.Origin(
                    context.runId().orElse("train"),
                    context.seed(),
                    BuildVersion.id(),
                    "train " + kind.id()),
                context.settings().of(DataLimits.class))));
  }

  private VersionKind kind() {
    String name = meta.replace('-', '_').toLowerCase(Locale.ROOT);
    return VersionKind.PREDICTORS.stream()
        .filter(kind -> kind.id().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                Errors.usage(
                    "train \"" + meta + "\"",
                    "it is no predictor",
                    "Predictors: "
                        + VersionKind.PREDICTORS.stream()
                            .map(kind -> kind.id().replace('_', '-'))
                            .collect(Collectors.joining(", "))
                        + "."));
  }

  private @Nullable String modality() {
    if (modality == null) {
      return null;
    }
    return Modality.of(modality)
        .map(Modality::id)
        .orElseThrow(
            () ->
                Errors.usage(
                    "train for modality \"" + modality + "\"",
                    "there is no such modality",
                    "Modalities: text, image, audio, video, document, mixed."));
  }

  /** What would be trained. */
  record Planned(String status, String kind, @Nullable String agentId, @Nullable String modality)
      implements Result {
    @Override
    public void show(Page page) {
      page.line(
          "Would train the "
              + kind
              + " for "
              + (modality == null ? "each modality" : modality)
              + (agentId == null ? "" : " of agent " + agentId)
              + ".");
    }
  }

  /** What came of it; the keys of a single version are there once more at the top. */
  record Trainings(
      String runId,
      String status,
      List<Trained> versions,
      @Nullable Long version,
      @Nullable Map<String, Interval> metrics,
      @Nullable EvidenceReport evidence,
      @Nullable String reason)
      implements Result {
    private static final int REFUSED = 3;

    static Trainings of(String runId, List<Trained> trained) {
      boolean any = trained.stream().anyMatch(one -> one.version() != null);
      Trained only = trained.size() == 1 ? trained.get(0) : null;
      return new Trainings(
          runId,
          any ? Trained.CANDIDATE : statusOfNone(trained),
          trained,
          only == null ? null : only.version(),
          only == null ? null : only.metrics(),
          only == null ? null : only.evidence(),
          only == null ? null : only.reason());
    }

    private static String statusOfNone(List<Trained> trained) {
      boolean faulty = trained.stream().anyMatch(one -> one.status().equals(Trained.REFUSED));
      return faulty ? Trained.REFUSED : Trained.INSUFFICIENT;
    }

    @Override
    public int exitCode() {
      return status.equals(Trained.CANDIDATE) ? 0 : REFUSED;
    }

    @Override
    public void show(Page page) {
      for (Trained one : versions) {
        show(one, page);
      }
    }

    private static void show(Trained one, Page page) {
      String name = one.kind() + (one.modality() == null ? "" : " for " + one.modality());
      if (one.version() == null) {
        boolean faulty = one.status().equals(Trained.REFUSED);
        page.line(name + (faulty ? ": refused: " : ": not enough data: ") + one.reason() + ".");
        return;
      }
      page.line(
          String.format(
              Locale.ROOT,
              "%s: version %d, a candidate, from %d rows of %d groups%s",
              name,
              one.version(),
              one.rows(),
              one.groups(),
              one.borrowedRows() == 0
                  ? ""
                  : ", and " + one.borrowedRows() + " of other modalities"));
      TextTable table = TextTable.of("held out", "estimate", "95 % low", "95 % high");
      one.metrics().forEach((metric, at) -> table.row(metric, at.estimate(), at.low(), at.high()));
      page.table(table, "");
      DataLines.show(one.data(), page);
      page.line(
          "Most important: "
              + one.importance().keySet().stream().limit(5).collect(Collectors.joining(", ")));
      EvidenceReport evidence = one.evidence();
      boolean passed = evidence != null && evidence.verdict().equals("passed");
      page.line((passed ? "Passed: " : "Refused: ") + one.reason() + ".");
      if (passed) {
        page.next(
            "tracewise versions activate", one.scope() + "/" + one.kind() + "@" + one.version());
      }
    }
  }
}

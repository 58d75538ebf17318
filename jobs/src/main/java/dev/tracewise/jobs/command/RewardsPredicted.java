package dev.tracewise.jobs.command;

import dev.tracewise.action.ApplyRewardModel;
import dev.tracewise.jobs.output.Page;
import dev.tracewise.source.IngestSettings;
import org.jspecify.annotations.Nullable;

/** What {@code apply --kind reward_model} predicted. */
record RewardsPredicted(
    String status, long rows, @Nullable Long version, String rule, long quarantined, String output)
    implements Result {
  /** Predicts. */
  static RewardsPredicted by(CommandContext context, ApplyRewardModel.Request request) {
    ApplyRewardModel action =
        new ApplyRewardModel(
            context.warehouse(), context.settings().of(IngestSettings.class), context.clock());
    return context.dryRun()
        ? of(action.preview(request), "would_write")
        : of(action.execute(request), "done");
  }

  private static RewardsPredicted of(ApplyRewardModel.Result result, String status) {
    return new RewardsPredicted(
        status,
        result.rows(),
        result.version(),
        result.rule(),
        result.quarantined(),
        result.output());
  }

  @Override
  public long quarantinedRecords() {
    return quarantined;
  }

  @Override
  public void show(Page page) {
    String by =
        switch (rule) {
          case "baseline" -> "the agent's mean satisfaction: no version is active";
          case "version" -> "version " + version;
          default ->
              "the active version of its modality, by the agent's mean satisfaction where there is"
                  + " none";
        };
    String where = status.equals("done") ? "; in " : "; would be written into ";
    page.line(rows + " rewards predicted, each by " + by + where + output);
    QuarantineLine.show(quarantined, page);
  }
}

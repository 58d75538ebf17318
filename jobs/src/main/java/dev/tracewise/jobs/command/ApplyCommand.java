package dev.tracewise.jobs.command;

import dev.tracewise.action.ApplyFusion;
import dev.tracewise.action.ApplyPolicy;
import dev.tracewise.action.ApplyRewardModel;
import dev.tracewise.action.policy.MissingPropensity;
import dev.tracewise.action.policy.Subject;
import dev.tracewise.jobs.output.Page;
import dev.tracewise.learn.routing.ExplorationSchedule;
import dev.tracewise.model.Errors;
import dev.tracewise.model.VersionKind;
import dev.tracewise.settings.ApplySettings;
import dev.tracewise.source.IngestSettings;
import dev.tracewise.table.VersionFilter;
import dev.tracewise.table.VersionReference;
import dev.tracewise.table.VersionRegistry;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code apply}: a version decides for contexts. */
@Command(name = "apply", description = "Let a version decide for contexts.")
final class ApplyCommand extends LongCommand {
  private static final String SCHEDULE = "schedule";

  @Option(
      names = "--kind",
      paramLabel = "K",
      description = "Kind of version: routing_policy (default), reward_model, fusion_benefit.")
  String kind = "routing_policy";

  @Option(
      names = "--agent",
      paramLabel = "A",
      description = "The agent; for fusion_benefit by default the one that each line names.")
  @Nullable String agent;

  @Option(names = "--modality", paramLabel = "M", description = "A version of this modality.")
  @Nullable String modality;

  @Option(
      names = "--version",
      paramLabel = "N",
      description = "Its number, or AGENT/KIND@N (default: the active one of the narrowest scope).")
  @Nullable String version;

  @Option(
      names = "--input",
      paramLabel = "F",
      required = true,
      description =
          "JSON lines with interaction_id, agent_id, context and options; for a reward model also"
              + " chosen and output; for fusion_benefit interaction_id, context.text and"
              + " modalities, an object of confidences.")
  String input = "";

  @Option(names = "--output", paramLabel = "F", required = true, description = "JSON lines.")
  String output = "";

  @Option(
      names = "--explore",
      paramLabel = "E",
      description =
          "Share of decisions drawn evenly among the options, from 0 to below 1; schedule: 0.1,"
              + " less with every version that was learned, at least 0.05.")
  @Nullable String explore;

  @Option(
      names = "--fallback",
      paramLabel = "RULE",
      description =
          "What decides while no version is live: even (default), every option alike, or keywords.")
  ApplyPolicy.Fallback fallback = ApplyPolicy.Fallback.EVEN;

  @Option(names = "--log", description = "Log the decisions with the probabilities that were used.")
  boolean log;

  @Override
  protected Result call(CommandContext context) {
    return switch (kind.replace('-', '_').toLowerCase(Locale.ROOT)) {
      case "routing_policy" -> decide(context);
      case "reward_model" -> predictRewards(context);
      case "fusion_benefit" -> adviseFusion(context);
      default ->
          throw Errors.usage(
              "apply a version of kind \"" + kind + "\"",
              "it cannot be applied",
              "Kinds that can: routing_policy, reward_model, fusion_benefit.");
    };
  }

  private Result decide(CommandContext context) {
    ApplyPolicy action =
        new ApplyPolicy(
            context.warehouse(), context.settings().of(IngestSettings.class), context.clock());
    ApplyPolicy.Request request = request(context);
    if (context.dryRun()) {
      return Applied.of(action.preview(request), "would_write");
    }
    return Applied.of(action.execute(request), "done");
  }

  private Result predictRewards(CommandContext context) {
    requireNoDecision("reward model");
    return RewardsPredicted.by(
        context,
        new ApplyRewardModel.Request(
            context.tenant(), requiredAgent(), modality, reference(), input, output));
  }

  private Result adviseFusion(CommandContext context) {
    requireNoDecision("fusion benefit");
    return FusionsAdvised.by(
        context,
        new ApplyFusion.Request(context.tenant(), agent, modality, reference(), input, output));
  }

  private @Nullable VersionReference reference() {
    return version == null ? null : VersionReference.parse(version);
  }

  private String requiredAgent() {
    if (agent == null) {
      throw Errors.usage("apply a version", "no agent is named", "Name one with --agent.");
    }
    return agent;
  }

  private void requireNoDecision(String what) {
    if (explore != null || log) {
      throw Errors.usage(
          "apply the " + what + " with --explore or --log",
          "it decides nothing",
          "Leave them away.");
    }
  }

  private ApplyPolicy.Request request(CommandContext context) {
    ApplySettings settings = context.settings().of(ApplySettings.class);
    double share = explore == null ? settings.explore() : share(context, explore);
    return new ApplyPolicy.Request(
        new Subject(context.tenant(), requiredAgent(), modality, MissingPropensity.LEFT_OUT),
        reference(),
        input,
        output,
        share,
        context.seed(),
        log ? ApplyPolicy.Log.DECISIONS : ApplyPolicy.Log.NONE,
        settings.sharedTenant().isEmpty() ? null : settings.sharedTenant(),
        fallback);
  }

  private double share(CommandContext context, String given) {
    if (given.equals(SCHEDULE)) {
      VersionFilter ofAgent = new VersionFilter(VersionKind.ROUTING_POLICY, agent, modality);
      return ExplorationSchedule.DEFAULTS.share(
          new VersionRegistry(context.warehouse(), context.clock())
              .list(context.tenant(), ofAgent)
              .size());
    }
    double share = number(given);
    if (!(share >= 0 && share < 1)) {
      throw Errors.usage(
          "apply with --explore " + given,
          "it is out of range",
          "Give a share from 0 to below 1, or " + SCHEDULE + ".");
    }
    return share;
  }

  private static double number(String given) {
    try {
      return Double.parseDouble(given);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /** What was decided. */
  record Applied(
      String status,
      long rows,
      @Nullable Long version,
      List<String> versions,
      String rule,
      long logged,
      long quarantined,
      String output)
      implements Result {
    static Applied of(ApplyPolicy.Result result, String status) {
      return new Applied(
          status,
          result.rows(),
          result.version(),
          result.versions(),
          result.rule(),
          result.logged(),
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
          versions.isEmpty()
              ? "the baseline rule: no version is active"
              : "version " + String.join(" and ", versions);
      String where = status.equals("done") ? ", in " : ", would be written into ";
      page.line(rows + " decisions by " + by + where + output);
      if (logged > 0) {
        page.line(logged + " of them are new in the log")
            .next("tracewise ingest OUTCOMES")
            .next("tracewise rewards");
      }
      QuarantineLine.show(quarantined, page);
    }
  }
}

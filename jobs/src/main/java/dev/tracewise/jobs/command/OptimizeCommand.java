package dev.tracewise.jobs.command;

import dev.tracewise.action.EvidenceReport;
import dev.tracewise.action.OptimizePolicy;
import dev.tracewise.action.policy.Population;
import dev.tracewise.action.policy.TrainingPlan;
import dev.tracewise.jobs.output.Page;
import dev.tracewise.judge.Trust;
import dev.tracewise.learn.data.DataLimits;
import dev.tracewise.learn.data.DataReport;
import dev.tracewise.learn.modality.DecideSettings;
import dev.tracewise.learn.modality.TrainingStrategy;
import dev.tracewise.learn.policy.Algorithm;
import dev.tracewise.settings.PolicySearchSettings;
import dev.tracewise.table.RunRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code optimize}: better versions, on evidence. */
@Command(
    name = "optimize",
    description = "Learn better versions; they go live only on evidence.",
    subcommands = {
      OptimizeCommand.Policy.class,
      OptimizeRouterCommand.class,
      CoordinatorCommand.class
    })
final class OptimizeCommand {
  private OptimizeCommand() {}

  /** {@code optimize policy}. */
  @Command(
      name = "policy",
      description = "Learn a policy over an agent's options from its logged decisions.",
      footer = {"", "\"runs cancel\" stops it: it ends with exit code 130 and makes no version."})
  static final class Policy extends ReplayableCommand {
    @Mixin final SubjectOptions subject = new SubjectOptions();

    @Option(
        names = "--algorithm",
        paramLabel = "ALGORITHM",
        split = ",",
        description =
            "direct, doubly_robust, snips, clipped_ips; several with commas"
                + " (default: tracewise.policy.algorithms).")
    List<Algorithm> algorithms = new ArrayList<>();

    @Option(
        names = "--candidates",
        paramLabel = "N",
        description = "How many candidates compete (default: tracewise.policy.candidates).")
    @Nullable Integer candidates;

    @Option(
        names = "--strategy",
        paramLabel = "S",
        description =
            "What is learned from: pure_real (default): the log; hybrid: as many synthetic"
                + " rows too; synthetic: these alone; skip. They never judge.")
    String strategy = TrainingStrategy.PURE_REAL.id();

    @Option(
        names = "--content",
        paramLabel = "F",
        description =
            "What synthetic queries are about: JSON lines or a Delta table with title or"
                + " text, and time (default: the texts of the log).")
    @Nullable String content;

    @Override
    protected Optional<String> freshRunId(CommandContext context) {
      return context.dryRun() ? Optional.empty() : Optional.of(UUID.randomUUID().toString());
    }

    @Override
    protected RunRow.Subject subject() {
      return subject.ofRun(OptimizePolicy.TARGET);
    }

    @Override
    protected Result call(CommandContext context) {
      OptimizePolicy alone = new OptimizePolicy(context.warehouse(), context.clock());
      OptimizePolicy action = context.run().map(alone::within).orElse(alone);
      OptimizePolicy.Request request = request(context);
      if (context.dryRun()) {
        OptimizePolicy.Preview preview = action.preview(request);
        return new Previewed(
            "would_write",
            preview.population(),
            request.candidates(),
            preview.strategy(),
            preview.realRows(),
            preview.syntheticRows());
      }
      return Optimized.of(action.execute(request));
    }

    private OptimizePolicy.Request request(CommandContext context) {
      PolicySearchSettings settings = context.settings().of(PolicySearchSettings.class);
      int count = candidates == null ? settings.candidates() : candidates;
      if (count < 1 || count > 1000) {
        throw subject.refused("--candidates is " + count, "Give a number from 1 to 1000.");
      }
      return new OptimizePolicy.Request(
          subject.of(context.tenant(), context.asOf().orElse(null)),
          context.runId().orElse("dry-run"),
          count,
          algorithms.isEmpty() ? settings.algorithms() : algorithms,
          settings.minExperiences(),
          context.seed(),
          BuildVersion.id(),
          "optimize policy",
          new TrainingPlan(
              strategy(),
              context.settings().of(DecideSettings.class).synthetic(),
              content,
              context.settings().of(DataLimits.class),
              settings.earlierTurns()));
    }

    private TrainingStrategy strategy() {
      return TrainingStrategy.of(strategy)
          .orElseThrow(
              () ->
                  subject.refused(
                      "--strategy is \"" + strategy + "\"",
                      "It can be pure_real, hybrid, synthetic or skip."));
    }
  }

  /** What there would be to learn from. */
  record Previewed(
      String status,
      Population population,
      int candidates,
      String strategy,
      long realRows,
      long syntheticRows)
      implements Result {
    @Override
    public void show(Page page) {
      page.line(
          "Would try "
              + candidates
              + " candidates on "
              + population.withPropensity()
              + " rewarded decisions with a propensity, of "
              + population.experiences()
              + " experiences.");
      page.line(
          "Strategy "
              + strategy
              + ": "
              + realRows
              + " real and "
              + syntheticRows
              + " synthetic rows to learn from.");
    }
  }

  /** What came of it. */
  record Optimized(
      String runId,
      String status,
      String agentId,
      @Nullable String modality,
      String kind,
      @Nullable Long version,
      @Nullable EvidenceReport evidence,
      String reason,
      int candidates,
      @Nullable String winner,
      @Nullable String algorithm,
      long rows,
      long usableRows,
      @Nullable String datasetSha256,
      String strategy,
      long syntheticRows,
      @Nullable DataReport data)
      implements Result {
    private static final int REFUSED = 3;

    static Optimized of(OptimizePolicy.Result result) {
      return new Optimized(
          result.runId(),
          result.status(),
          result.agentId(),
          result.modality(),
          "routing_policy",
          result.version(),
          result.evidence(),
          result.reason(),
          result.candidates(),
          result.winner(),
          result.algorithm(),
          result.rows(),
          result.usableRows(),
          result.datasetSha256(),
          result.strategy(),
          result.syntheticRows(),
          result.data());
    }

    @Override
    public int exitCode() {
      return version == null ? REFUSED : 0;
    }

    @Override
    public void show(Page page) {
      if (winner != null) {
        page.line(
            candidates
                + " candidates tried on "
                + rows
                + " decisions"
                + (usableRows > rows ? ", drawn from " + usableRows + " by whole groups," : "")
                + (syntheticRows == 0 ? "" : " and " + syntheticRows + " synthetic ones")
                + "; best on the selection part: "
                + winner
                + " ("
                + algorithm
                + ")");
      }
      DataLines.show(data, page);
      if (evidence != null && evidence.rows() > 0) {
        EvidenceLines.show(evidence, page);
      }
      page.line((version == null ? "Refused: " : "Passed: ") + reason + ".");
      if (version != null) {
        String reference = agentId + "/" + kind + "@" + version;
        page.line("It is version " + version + ", a candidate.")
            .next("tracewise versions activate", reference);
      } else {
        showWhatWouldDo(page);
        page.next("tracewise runs show", runId);
      }
    }

    /** How many decisions like these would make the effective sample large enough. */
    private void showWhatWouldDo(Page page) {
      Double effective = evidence == null ? null : evidence.effectiveSampleSize();
      if (effective != null && effective >= 1 && effective < Trust.MINIMUM_EFFECTIVE_SAMPLE) {
        long needed = Math.round(rows * Trust.MINIMUM_EFFECTIVE_SAMPLE / effective);
        page.line(
            "About "
                + needed
                + " decisions like these would do, or fewer of a log that explores more.");
      }
    }
  }
}

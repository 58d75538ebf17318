package dev.tracewise.jobs.command;

import dev.tracewise.action.EvaluatePolicy;
import dev.tracewise.action.policy.JudgedPolicy;
import dev.tracewise.action.policy.MissingPropensity;
import dev.tracewise.action.policy.Subject;
import dev.tracewise.jobs.output.Page;
import dev.tracewise.jobs.output.TextTable;
import dev.tracewise.model.Errors;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code evaluate}: what something would bring, from the log. */
@Command(
    name = "evaluate",
    description = "What a policy would have brought, from the log.",
    subcommands = {EvaluateCommand.Policy.class})
final class EvaluateCommand {
  private EvaluateCommand() {}

  /** {@code evaluate policy}. */
  @Command(name = "policy", description = "Off-policy value of any policy.")
  static final class Policy extends WarehouseCommand {
    @Mixin final AgentOptions subject = new AgentOptions();

    @Option(
        names = "--policy",
        paramLabel = "P",
        required = true,
        description =
            "uniform, logged, always:OPTION, version:N or file:F (JSON lines with"
                + " interaction_id and probabilities).")
    String policy = "";

    @Option(
        names = "--estimators",
        paramLabel = "E",
        split = ",",
        description = "ips, snips, dm, dr, sndr; several with commas (default: the first four).")
    List<String> estimators = new ArrayList<>();

    @Override
    protected Result call(CommandContext context) {
      requireKnown();
      return Evaluated.of(
          policy,
          new EvaluatePolicy(context.warehouse(), context.clock())
              .execute(
                  new EvaluatePolicy.Request(
                      new Subject(
                          context.tenant(),
                          subject.agent,
                          subject.modality,
                          MissingPropensity.LEFT_OUT),
                      JudgedPolicy.parse(policy),
                      estimators)));
    }

    private void requireKnown() {
      for (String estimator : estimators) {
        if (!EvaluatePolicy.ESTIMATORS.contains(estimator)) {
          throw Errors.usage(
              "evaluate by \"" + estimator + "\"",
              "there is no estimator of that name",
              "Estimators: " + String.join(", ", EvaluatePolicy.ESTIMATORS) + ".");
        }
      }
    }
  }

  /** The estimates. */
  record Evaluated(
      String status,
      String agentId,
      String policy,
      List<EvaluatePolicy.PolicyValue> estimates,
      double effectiveSampleSize,
      double maxWeight,
      double maxWeightShare,
      double meanWeight,
      double meanReward,
      long rows,
      long groups,
      String part,
      boolean trusted,
      String reason)
      implements Result {
    private static final int REFUSED = 3;

    static Evaluated of(String policy, EvaluatePolicy.Result result) {
      return new Evaluated(
          result.status(),
          result.agentId(),
          policy,
          result.estimates(),
          result.effectiveSampleSize(),
          result.maxWeight(),
          result.maxWeightShare(),
          result.meanWeight(),
          result.meanReward(),
          result.rows(),
          result.groups(),
          result.part(),
          result.trusted(),
          result.reason());
    }

    @Override
    public int exitCode() {
      return trusted ? 0 : REFUSED;
    }

    @Override
    public void show(Page page) {
      TextTable table = TextTable.of("estimator", "value", "95 % low", "95 % high");
      estimates.forEach(each -> table.row(each.estimator(), each.value(), each.low(), each.high()));
      page.table(table, "no estimates");
      page.line(
          String.format(
              Locale.ROOT,
              "%d rows of %d groups (%s), mean reward of the log %.4f",
              rows,
              groups,
              part,
              meanReward));
      page.line(
          String.format(
              Locale.ROOT,
              "effective sample %.1f, largest weight %.1f (%.1f %% of their sum), mean weight %.3f",
              effectiveSampleSize,
              maxWeight,
              100 * maxWeightShare,
              meanWeight));
      page.line((trusted ? "Trusted: " : "Not trusted: ") + reason + ".");
    }
  }
}

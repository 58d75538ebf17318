package dev.tracewise.action;

import dev.tracewise.action.policy.JudgedPolicy;
import dev.tracewise.action.policy.PolicyEvaluator;
import dev.tracewise.action.policy.Subject;
import dev.tracewise.table.Warehouse;
import java.time.Clock;
import java.util.List;

/**
 * What a policy would have brought, from the log of another one. A version is judged on the
 * evidence part, which it was not trained on; every other policy on all rewarded rows with a
 * propensity.
 */
public final class EvaluatePolicy {
  /** The estimators, in the order of the answer. */
  public static final List<String> ESTIMATORS = List.of("ips", "snips", "dm", "dr", "sndr");

  private final Warehouse warehouse;
  private final Clock clock;

  /** The action on a warehouse. */
  public EvaluatePolicy(Warehouse warehouse, Clock clock) {
    this.warehouse = warehouse;
    this.clock = clock;
  }

  /**
   * What is asked for.
   *
   * @param subject whose log
   * @param policy which policy
   * @param estimators names of estimators; none for ips, snips, dm and dr
   */
  public record Request(Subject subject, JudgedPolicy policy, List<String> estimators) {
    private static final List<String> DEFAULTS = List.of("ips", "snips", "dm", "dr");

    /** Fills in the default estimators. */
    public Request {
      estimators = estimators.isEmpty() ? DEFAULTS : List.copyOf(estimators);
    }
  }

  /**
   * The estimates and whether to trust them.
   *
   * @param status done, or refused when they are not trusted
   * @param agentId the agent
   * @param estimates one for each estimator
   * @param effectiveSampleSize (Σw)²/Σw²
   * @param maxWeight largest importance weight
   * @param maxWeightShare the same as a share of their sum
   * @param meanWeight mean weight, near 1 where the propensities are right
   * @param meanReward mean reward of the log itself
   * @param rows rows that were judged on
   * @param groups their groups
   * @param part which part of the log: all or evidence
   * @param trusted whether the weights carry the estimates
   * @param reason why not, or that they do
   */
  public record Result(
      String status,
      String agentId,
      List<PolicyValue> estimates,
      double effectiveSampleSize,
      double maxWeight,
      double maxWeightShare,
      double meanWeight,
      double meanReward,
      long rows,
      long groups,
      String part,
      boolean trusted,
      String reason) {
    /** Copies the estimates. */
    public Result {
      estimates = List.copyOf(estimates);
    }
  }

  /**
   * The value of a policy by one estimator.
   *
   * @param estimator its name
   * @param value the estimate
   * @param low lower end of the two-sided 95 % interval
   * @param high upper end
   */
  public record PolicyValue(String estimator, double value, double low, double high) {}

  /** Does it. */
  public Result execute(Request request) {
    return new PolicyEvaluator(warehouse, clock, request).evaluate();
  }
}

package dev.tracewise.judge;

import dev.tracewise.judge.OffPolicyRow.ModelValues;
import dev.tracewise.model.Errors;
import dev.tracewise.model.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Estimates of what a policy would have brought, from the log of another one: {@code ips}, {@code
 * snips} and, where every row has model values, {@code dm}, {@code dr} and {@code sndr}. Intervals
 * are two-sided 95 %, by group; that of {@code dm} leaves out the bias of the model.
 *
 * @param estimates the estimates, in the order above
 * @param trust whether the weights carry them
 * @see <a href="https://papers.nips.cc/paper/5748">Swaminathan &amp; Joachims 2015 (snips)</a>
 * @see <a href="https://arxiv.org/abs/1103.4601">Dudík, Langford &amp; Li 2011 (dr)</a>
 */
public record OffPolicyEvaluation(List<Estimate> estimates, Trust trust) {
  /** Copies the estimates. */
  public OffPolicyEvaluation {
    estimates = List.copyOf(estimates);
  }

  /**
   * One estimate.
   *
   * @param estimator its name
   * @param value the estimate
   * @param low lower end of the 95 % interval
   * @param high upper end
   */
  public record Estimate(String estimator, double value, double low, double high) {}

  /** Evaluates; an empty log is an error. */
  public static OffPolicyEvaluation of(List<OffPolicyRow> rows) {
    if (rows.isEmpty()) {
      throw Errors.refused(
          "evaluate a policy", "the log has no rows", "Ingest decisions with rewards first.");
    }
    return new Columns(rows).evaluate();
  }

  /** The estimate of that name. */
  public Optional<Estimate> estimate(String estimator) {
    return estimates.stream().filter(e -> e.estimator().equals(estimator)).findFirst();
  }

  /** The rows as columns. */
  private static final class Columns {
    private final List<OffPolicyRow> rows;
    private final List<String> groups = new ArrayList<>();
    private final double[] weights;

    Columns(List<OffPolicyRow> rows) {
      this.rows = rows;
      this.weights = new double[rows.size()];
      for (int i = 0; i < weights.length; i++) {
        groups.add(rows.get(i).group());
        weights[i] = rows.get(i).weight();
      }
    }

    OffPolicyEvaluation evaluate() {
      List<Estimate> estimates = new ArrayList<>();
      double[] weighted = weightedRewards();
      estimates.add(estimate("ips", ClusteredMean.of(weighted, groups)));
      estimates.add(estimate("snips", ClusteredMean.ratio(weighted, weights, groups)));
      if (rows.stream().allMatch(row -> row.values() != null)) {
        addModelBased(estimates);
      }
      return new OffPolicyEvaluation(estimates, Trust.of(weights, groups));
    }

    private double[] weightedRewards() {
      double[] weighted = new double[weights.length];
      for (int i = 0; i < weighted.length; i++) {
        weighted[i] = weights[i] * rows.get(i).reward();
      }
      return weighted;
    }

    private void addModelBased(List<Estimate> estimates) {
      double[] expected = new double[weights.length];
      double[] corrections = new double[weights.length];
      double[] terms = new double[weights.length];
      for (int i = 0; i < weights.length; i++) {
        OffPolicyRow row = rows.get(i);
        ModelValues values = Objects.requireNonNull(row.values());
        expected[i] = values.expected();
        corrections[i] = weights[i] * (row.reward() - values.chosen());
        terms[i] = expected[i] + corrections[i];
      }
      estimates.add(estimate("dm", ClusteredMean.of(expected, groups)));
      estimates.add(estimate("dr", ClusteredMean.of(terms, groups)));
      estimates.add(estimate("sndr", selfNormalised(expected, corrections)));
    }

    private ClusteredMean selfNormalised(double[] expected, double[] corrections) {
      double direct = Sum.of(expected) / expected.length;
      double meanWeight = Sum.of(weights) / weights.length;
      double ratio = meanWeight == 0 ? 0 : Sum.of(corrections) / corrections.length / meanWeight;
      double[] influence = new double[expected.length];
      for (int i = 0; i < influence.length; i++) {
        double correction =
            meanWeight == 0 ? 0 : (corrections[i] - ratio * weights[i]) / meanWeight;
        influence[i] = expected[i] - direct + correction;
      }
      return ClusteredMean.ofResiduals(direct + ratio, influence, groups);
    }

    private static Estimate estimate(String name, ClusteredMean mean) {
      Interval interval = mean.interval();
      return new Estimate(name, interval.estimate(), interval.low(), interval.high());
    }
  }
}

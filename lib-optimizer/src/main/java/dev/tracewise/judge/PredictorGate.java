package dev.tracewise.judge;

import dev.tracewise.model.Evidence;
import dev.tracewise.model.Evidence.Verdict;
import dev.tracewise.model.Interval;
import java.util.Locale;

/**
 * The gate for predictors: what the candidate loses on rows it was not trained on, paired with what
 * the baseline loses on the same rows. In the evidence the values are losses, of which less is
 * better; the difference is the loss saved, baseline − candidate, of which more is better.
 *
 * @param method which loss, {@code out_of_fold_log_loss} or {@code out_of_fold_squared_error}
 * @param baseline which baseline: {@code base_rate} or {@code version:N}
 * @param look number of the look, see {@link Looks}
 */
public record PredictorGate(String method, String baseline, int look) {
  private static final int MINIMUM_GROUPS = 30;
  private static final Interval NOTHING = new Interval(0, 0, 0);

  /**
   * Judges a candidate; never throws for data that cannot carry it, but refuses with the reason.
   *
   * @param rows losses of candidate and baseline in {@link PairedTerms}, labels as rewards
   */
  public Evidence judge(PairedTerms rows) {
    if (rows.groups().isEmpty()) {
      return evidence(
          NOTHING, NOTHING, new ClusteredMean(0, Double.POSITIVE_INFINITY, 0, 0), shortage(0));
    }
    double[] saved = rows.differences();
    for (int i = 0; i < saved.length; i++) {
      saved[i] = -saved[i];
    }
    ClusteredMean difference = ClusteredMean.of(saved, rows.groups());
    return evidence(
        ClusteredMean.of(rows.candidate(), rows.groups()).interval(),
        ClusteredMean.of(rows.baseline(), rows.groups()).interval(),
        difference,
        difference.groups() < MINIMUM_GROUPS ? shortage(difference.groups()) : "");
  }

  private Evidence evidence(
      Interval candidate, Interval base, ClusteredMean difference, String shortage) {
    double bound =
        shortage.isEmpty() ? difference.lowerBound(Looks.level(look)) : Double.NEGATIVE_INFINITY;
    boolean passed = bound > 0;
    return new Evidence(
        method,
        candidate,
        baseline,
        base,
        difference.rows() == 0 ? NOTHING : difference.interval(),
        Looks.confidence(look),
        1,
        null,
        null,
        difference.rows(),
        difference.groups(),
        passed ? Verdict.PASSED : Verdict.REFUSED,
        shortage.isEmpty() ? reason(difference, bound, passed) : shortage);
  }

  private String reason(ClusteredMean difference, double bound, boolean passed) {
    return String.format(
        Locale.ROOT,
        "the loss of %.4f per row that it saves against %s is %scertain: its %.3g %% lower bound is"
            + " %.4f",
        difference.mean(),
        baseline,
        passed ? "" : "not ",
        100 * Looks.confidence(look),
        bound);
  }

  private String shortage(long groups) {
    String fresh =
        baseline.startsWith("version:") ? " that " + baseline + " was not trained on" : "";
    return String.format(
        Locale.ROOT, "the rows%s have %d groups, %d are needed", fresh, groups, MINIMUM_GROUPS);
  }
}

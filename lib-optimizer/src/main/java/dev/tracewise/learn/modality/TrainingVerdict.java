package dev.tracewise.learn.modality;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether to train a modality now.
 *
 * @param verdict train or wait
 * @param expectedImprovement what training is expected to bring, ≥ 0; null where nothing is known
 * @param probability probability that training helps; null where a rule decided
 * @param decidedBy {@link #RULE}, or the version that decided
 * @param reasons why, in words
 */
public record TrainingVerdict(
    Verdict verdict,
    @Nullable Double expectedImprovement,
    @Nullable Double probability,
    String decidedBy,
    List<String> reasons) {
  /** Decided by the stated rules, not by a model. */
  public static final String RULE = "rule";

  /** Copies the reasons. */
  public TrainingVerdict {
    reasons = List.copyOf(reasons);
  }

  /** What to do. */
  public enum Verdict {
    /** Train now. */
    TRAIN,
    /** Do not train now. */
    WAIT;

    /** The name in tables. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}

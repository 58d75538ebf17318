package dev.tracewise.learn.fusion;

import dev.tracewise.model.Modality;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether to answer from two modalities.
 *
 * @param verdict what to do
 * @param primary the likeliest modality; null where none was detected
 * @param secondary the second one; null where there is none
 * @param expectedBenefit what fusing is expected to bring, in [0, 1]
 * @param decidedBy {@code rule}, or the version that decided
 * @param reason why, in words
 */
public record FusionRecommendation(
    Verdict verdict,
    @Nullable Modality primary,
    @Nullable Modality secondary,
    double expectedBenefit,
    String decidedBy,
    String reason) {
  /** What to do. */
  public enum Verdict {
    /** Answer from both. */
    FUSE("sufficient_benefit"),
    /** Answer from one: there is no other. */
    ONLY_ONE_MODALITY("only_one_modality"),
    /** Answer from one: the other adds too little. */
    INSUFFICIENT_BENEFIT("insufficient_benefit"),
    /** Answer from one: who got both earned less, beyond doubt. */
    EARNED_LESS("earned_less");

    private final String cause;

    Verdict(String cause) {
      this.cause = cause;
    }

    /** The name in tables. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Why, in one word for programs. */
    public String cause() {
      return cause;
    }
  }

  /** Whether to answer from both. */
  public boolean fuses() {
    return verdict == Verdict.FUSE;
  }
}

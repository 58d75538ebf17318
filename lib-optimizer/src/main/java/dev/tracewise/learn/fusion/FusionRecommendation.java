package dev.tracewise.learn.fusion;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether to answer from two modalities.
 *
 * @param verdict what to do
 * @param pair which modalities; null where there is only one
 * @param expectedBenefit what fusing is expected to bring, in [0, 1]
 * @param decidedBy {@code rule}, or the version that decided
 * @param reason why, in words
 */
public record FusionRecommendation(
    Verdict verdict,
    @Nullable ModalityPair pair,
    double expectedBenefit,
    String decidedBy,
    String reason) {
  /** What to do. */
  public enum Verdict {
    /** Answer from both. */
    FUSE,
    /** Answer from one: there is no other. */
    ONLY_ONE_MODALITY,
    /** Answer from one: the other adds too little. */
    INSUFFICIENT_BENEFIT;

    /** The name in tables. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}

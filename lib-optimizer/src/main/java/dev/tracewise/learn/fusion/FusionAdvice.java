package dev.tracewise.learn.fusion;

import dev.tracewise.model.Modality;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Recommends whether to fuse the two likeliest modalities of a query.
 *
 * @param agreement how agreement is measured
 * @param history how often pairs helped
 * @param benefit benefit of a context: a model's, clipped to [0, 1], or {@link
 *     FusionContext#benefitByRule}
 * @param decidedBy {@code rule}, or the version of the model
 */
public record FusionAdvice(
    Agreement agreement,
    PairHistory history,
    ToDoubleFunction<FusionContext> benefit,
    String decidedBy) {
  /** Benefit from which it is worth to fuse. */
  public static final double WORTHWHILE = 0.5;

  /** Advice by the stated rule. */
  public static FusionAdvice byRule(PairHistory history) {
    return new FusionAdvice(Agreement.DOMINANCE, history, FusionContext::benefitByRule, "rule");
  }

  /**
   * The recommendation for a query.
   *
   * @param detected modalities with their confidences; of one that is there twice the higher counts
   * @param epochDay today, since 1970-01-01 UTC
   */
  public FusionRecommendation recommend(
      String query, List<ModalityConfidence> detected, long epochDay) {
    List<ModalityConfidence> likeliest = likeliest(detected);
    if (likeliest.size() < 2) {
      return new FusionRecommendation(
          FusionRecommendation.Verdict.ONLY_ONE_MODALITY,
          null,
          0,
          decidedBy,
          likeliest.size() + " modalities were detected, two are needed");
    }
    ModalityConfidence first = likeliest.get(0);
    ModalityConfidence second = likeliest.get(1);
    ModalityPair pair = new ModalityPair(first.modality(), second.modality());
    FusionContext context =
        new FusionContext(
            first.confidence(),
            second.confidence(),
            agreement.of(first, second),
            Ambiguity.of(query, first.confidence(), second.confidence()),
            history.successRate(pair, epochDay));
    return recommend(pair, context);
  }

  /** The recommendation for a pair of which this is known. */
  public FusionRecommendation recommend(ModalityPair pair, FusionContext context) {
    double expected = Math.min(1, Math.max(0, benefit.applyAsDouble(context)));
    boolean fuse = expected >= WORTHWHILE;
    return new FusionRecommendation(
        fuse
            ? FusionRecommendation.Verdict.FUSE
            : FusionRecommendation.Verdict.INSUFFICIENT_BENEFIT,
        pair,
        expected,
        decidedBy,
        String.format(
            Locale.ROOT,
            "expected benefit %.3f, %s %.1f: confidences %.2f and %.2f, agreement %.2f, ambiguity"
                + " %.2f, the pair helped in %.0f %%",
            expected,
            fuse ? "at least" : "below",
            WORTHWHILE,
            context.primaryConfidence(),
            context.secondaryConfidence(),
            context.agreement(),
            context.ambiguity(),
            100 * context.historicalSuccess()));
  }

  private static List<ModalityConfidence> likeliest(List<ModalityConfidence> detected) {
    Map<Modality, ModalityConfidence> best = new EnumMap<>(Modality.class);
    for (ModalityConfidence each : detected) {
      best.merge(each.modality(), each, (a, b) -> a.confidence() >= b.confidence() ? a : b);
    }
    List<ModalityConfidence> sorted = new ArrayList<>(best.values());
    sorted.sort(Comparator.comparingDouble(ModalityConfidence::confidence).reversed());
    return sorted;
  }
}

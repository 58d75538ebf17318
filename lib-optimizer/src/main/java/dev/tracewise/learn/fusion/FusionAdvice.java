package dev.tracewise.learn.fusion;

import dev.tracewise.learn.fusion.FusionRecommendation.Verdict;
import dev.tracewise.model.Modality;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Recommends whether to fuse the two likeliest modalities of a query. Where sessions or workflows
 * with both earned less than those with one of them, beyond doubt, no expectation outweighs that.
 *
 * @param agreement how agreement is measured
 * @param history how often pairs helped
 * @param patterns what sessions with both earned, beside those with one
 * @param benefit what fusing a pair is expected to bring
 */
public record FusionAdvice(
    Agreement agreement,
    PairHistory history,
    List<FusionPattern> patterns,
    BiFunction<ModalityPair, FusionContext, FusionBenefit> benefit) {
  /** Copies the patterns. */
  public FusionAdvice {
    patterns = List.copyOf(patterns);
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
      return alone(likeliest.isEmpty() ? null : likeliest.get(0).modality());
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
    FusionBenefit expected = benefit.apply(pair, context);
    List<FusionPattern> seen =
        patterns.stream().filter(pattern -> pattern.pair().sameModalities(pair)).toList();
    Optional<FusionPattern> worse = seen.stream().filter(FusionPattern::earnedLess).findFirst();
    if (worse.isPresent()) {
      return recommendation(Verdict.EARNED_LESS, pair, expected, worse.get().sentence());
    }
    Verdict verdict = expected.isWorthwhile() ? Verdict.FUSE : Verdict.INSUFFICIENT_BENEFIT;
    List<String> reasons = new ArrayList<>(List.of(sentence(expected, context)));
    seen.forEach(pattern -> reasons.add(pattern.sentence()));
    return recommendation(verdict, pair, expected, String.join("; ", reasons));
  }

  private static FusionRecommendation alone(@Nullable Modality only) {
    return new FusionRecommendation(
        Verdict.ONLY_ONE_MODALITY,
        only,
        null,
        0,
        FusionBenefit.RULE,
        (only == null ? "no modality was" : "only " + only.id() + " was")
            + " detected, two are needed");
  }

  private static FusionRecommendation recommendation(
      Verdict verdict, ModalityPair pair, FusionBenefit expected, String reason) {
    return new FusionRecommendation(
        verdict,
        pair.primary(),
        pair.secondary(),
        expected.expected(),
        expected.decidedBy(),
        reason);
  }

  private static String sentence(FusionBenefit expected, FusionContext context) {
    return String.format(
        Locale.ROOT,
        "expected benefit %.3f, %s %s: confidences %.2f and %.2f, agreement %.2f, ambiguity"
            + " %.2f, the pair helped in %.0f %%",
        expected.expected(),
        expected.isWorthwhile() ? "at least" : "below",
        expected.worthwhile(),
        context.primaryConfidence(),
        context.secondaryConfidence(),
        context.agreement(),
        context.ambiguity(),
        100 * context.historicalSuccess());
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

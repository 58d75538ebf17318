package dev.tracewise.action;

import dev.tracewise.action.meta.BenefitModels;
import dev.tracewise.action.meta.ServedModel;
import dev.tracewise.learn.fusion.Agreement;
import dev.tracewise.learn.fusion.FusionAdvice;
import dev.tracewise.learn.fusion.FusionPattern;
import dev.tracewise.learn.fusion.FusionRecommendation;
import dev.tracewise.learn.fusion.ModalityConfidence;
import dev.tracewise.learn.fusion.PairBucket;
import dev.tracewise.learn.fusion.PairHistory;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What advice about fusing is made of, as it is shipped to executors.
 *
 * @param buckets what fusing brought, by pair and day
 * @param patterns what sessions and workflows with both earned, beside those with one
 * @param models versions that say what fusing brings
 * @param today since 1970-01-01 UTC
 */
record FusionKnowledge(
    List<PairBucket> buckets, List<FusionPattern> patterns, List<ServedModel> models, long today)
    implements Serializable {
  FusionKnowledge {
    buckets = List.copyOf(buckets);
    patterns = List.copyOf(patterns);
    models = List.copyOf(models);
  }

  /** Who advises; for one thread. */
  Advisor advisor() {
    return new Advisor(
        this, PairHistory.of(buckets, PairHistory.HALF_LIFE_DAYS), new BenefitModels(models));
  }

  /**
   * Advice from what is known; for one thread.
   *
   * @param knowledge what is known
   * @param history how often pairs helped
   * @param models what fusing brings
   */
  record Advisor(FusionKnowledge knowledge, PairHistory history, BenefitModels models) {
    /** Advice for an agent; null for nobody in particular. */
    FusionAdvice advice(@Nullable String agentId) {
      return new FusionAdvice(
          Agreement.DOMINANCE,
          history,
          knowledge.patterns(),
          (pair, context) -> models.benefit(agentId, pair, context));
    }

    /** The recommendation for a query. */
    FusionRecommendation recommend(
        @Nullable String agentId, String query, List<ModalityConfidence> detected) {
      return advice(agentId).recommend(query, detected, knowledge.today());
    }
  }
}

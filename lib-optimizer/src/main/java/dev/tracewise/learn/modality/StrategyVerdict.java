package dev.tracewise.learn.modality;

import java.util.List;
import java.util.Locale;

/**
 * With which strategy to train.
 *
 * @param strategy the strategy
 * @param decidedBy {@link TrainingVerdict#RULE} or {@link TrainingVerdict#XGBOOST}
 * @param reasons why, in words
 */
public record StrategyVerdict(TrainingStrategy strategy, String decidedBy, List<String> reasons) {
  /** Copies the reasons. */
  public StrategyVerdict {
    reasons = List.copyOf(reasons);
  }

  /**
   * The verdict of a model: the likeliest strategy that there are rows for.
   *
   * @param probabilities of the strategies, by class label
   * @param version the version that said so
   */
  public static StrategyVerdict byModel(
      double[] probabilities, ModelingContext context, String version) {
    TrainingStrategy likeliest = TrainingStrategy.SKIP;
    for (TrainingStrategy strategy : TrainingStrategy.values()) {
      boolean likelier = probabilities[strategy.label()] > probabilities[likeliest.label()];
      if (likelier && strategy.isPossible(context)) {
        likeliest = strategy;
      }
    }
    return new StrategyVerdict(
        likeliest,
        TrainingVerdict.XGBOOST,
        List.of(
            String.format(
                Locale.ROOT,
                "%s says %s with a probability of %.3f",
                version,
                likeliest.id(),
                probabilities[likeliest.label()])));
  }
}

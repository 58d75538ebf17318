package dev.tracewise.learn.policy;

import dev.tracewise.model.Errors;
import java.util.List;

/**
 * Estimates with which probability the log chose what it chose, where the log does not say: a
 * multinomial model of the choice. Rows that rest on it must be flagged as modelled.
 */
public final class PropensityModel {
  /** No estimate lies below this. */
  public static final double FLOOR = 0.01;

  private static final SoftmaxTrainer.Descent DESCENT =
      new SoftmaxTrainer.Descent(0.03, 10, 5e-3, 0, 42);

  private final SoftmaxPolicy behaviour;

  private PropensityModel(SoftmaxPolicy behaviour) {
    this.behaviour = behaviour;
  }

  /**
   * Fits the model to single words, categories, numbers and option features: sequences of words are
   * so many that they explain chance.
   *
   * @param rows choices of the training part, in key order, at least one
   */
  public static PropensityModel fit(List<Choice> rows) {
    return fit(rows, FeatureSettings.DEFAULTS.withWordNgrams(1));
  }

  /**
   * Fits the model.
   *
   * @param rows choices of the training part, in key order, at least one
   * @param settings features to explain the choices by
   */
  public static PropensityModel fit(List<Choice> rows, FeatureSettings settings) {
    if (rows.isEmpty()) {
      throw Errors.refused(
          "estimate propensities", "there are no rows", "Log propensities, or more decisions.");
    }
    Featurizer featurizer = Featurizer.fit(rows, settings);
    EncodedLog log = EncodedLog.of(featurizer, rows);
    LinearModel model = SoftmaxTrainer.train(log, likelihood(log), DESCENT);
    return new PropensityModel(new SoftmaxPolicy(featurizer, model.compact(), 1, 0));
  }

  private static RowObjective likelihood(EncodedLog log) {
    return (row, probabilities, n, slopes) -> {
      int chosen = log.chosenSlot[row] - log.slotStart[row];
      for (int o = 0; o < n; o++) {
        slopes[o] = (o == chosen ? 1 : 0) - probabilities[o];
      }
    };
  }

  /** Estimated probability of what was chosen, in [0.01, 1]. */
  public double propensity(Choice choice) {
    double[] probabilities = behaviour.probabilities(choice.context(), choice.options());
    return Math.min(1, Math.max(FLOOR, probabilities[choice.chosen()]));
  }
}

package dev.tracewise.learn.policy;

import dev.tracewise.model.Context;
import dev.tracewise.model.Errors;
import dev.tracewise.model.Option;
import java.util.List;

/**
 * Chooses with probability softmax(score / temperature), but each option at least with the
 * exploration floor (or 1/n, if n options would exceed one together).
 */
public final class SoftmaxPolicy implements Policy {
  private final Featurizer featurizer;
  private final LinearModel model;
  private final double temperature;
  private final double floor;

  SoftmaxPolicy(Featurizer featurizer, LinearModel model, double temperature, double floor) {
    if (!(temperature > 0 && Double.isFinite(temperature)) || !(floor >= 0 && floor <= 1)) {
      throw Errors.usage(
          "make a policy",
          "the temperature is " + temperature + " and the floor " + floor,
          "The temperature must be positive, the floor lie in [0, 1].");
    }
    this.featurizer = featurizer;
    this.model = model;
    this.temperature = temperature;
    this.floor = floor;
  }

  @Override
  public double[] probabilities(Context context, List<Option> options) {
    double[] probabilities = model.scores(featurizer, context, options);
    int n = probabilities.length;
    for (int i = 0; i < n; i++) {
      probabilities[i] /= temperature;
    }
    softmax(probabilities, n);
    double least = Math.min(floor, 1.0 / n);
    for (int i = 0; i < n; i++) {
      probabilities[i] = least + (1 - n * least) * probabilities[i];
    }
    return probabilities;
  }

  /** The same policy with another floor under each option's probability. */
  public SoftmaxPolicy withFloor(double minimumProbability) {
    return new SoftmaxPolicy(featurizer, model, temperature, minimumProbability);
  }

  Featurizer featurizer() {
    return featurizer;
  }

  LinearModel model() {
    return model;
  }

  double temperature() {
    return temperature;
  }

  double floor() {
    return floor;
  }

  /** Turns the first n scores into probabilities, in place. */
  static void softmax(double[] scores, int n) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      largest = Math.max(largest, scores[i]);
    }
    double sum = 0;
    for (int i = 0; i < n; i++) {
      scores[i] = StrictMath.exp(scores[i] - largest);
      sum += scores[i];
    }
    for (int i = 0; i < n; i++) {
      scores[i] /= sum;
    }
  }
}

package dev.tracewise.learn.router;

import dev.tracewise.learn.router.Router.Opinion;
import dev.tracewise.model.Option;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The probabilities of the agent's own model, sharpened by a temperature. */
final class ModelScorer {
  private ModelScorer() {}

  /** What the model says; null where an option has no probability of it. */
  static @Nullable Opinion opinion(double temperature, List<Option> options) {
    double[] probabilities =
        options.stream()
            .mapToDouble(option -> option.features().getOrDefault(Option.MODEL_PROBABILITY, -1.0))
            .toArray();
    boolean known = Arrays.stream(probabilities).allMatch(p -> p >= 0 && p <= 1);
    return known && Arrays.stream(probabilities).max().orElse(0) > 0
        ? new Opinion(
            String.format(Locale.ROOT, "the model at temperature %.3g", temperature),
            sharpened(probabilities, temperature))
        : null;
  }

  /** Each to the power of 1 / temperature; at 0 the largest ones share all. */
  static double[] sharpened(double[] probabilities, double temperature) {
    double largest = Arrays.stream(probabilities).max().orElse(0);
    double[] sharpened = new double[probabilities.length];
    double sum = 0;
    for (int o = 0; o < sharpened.length; o++) {
      double ratio = probabilities[o] / largest;
      sharpened[o] =
          temperature == 0 ? (ratio == 1 ? 1 : 0) : StrictMath.pow(ratio, 1 / temperature);
      sum += sharpened[o];
    }
    for (int o = 0; o < sharpened.length; o++) {
      sharpened[o] /= sum;
    }
    return sharpened;
  }
}

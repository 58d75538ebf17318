package dev.tracewise.learn.policy;

import dev.tracewise.model.Context;
import dev.tracewise.model.Option;
import java.util.Arrays;
import java.util.List;

/** Chooses among options, at random with known probabilities. */
public interface Policy {
  /**
   * Probability of each option, in their order.
   *
   * @param context what is known
   * @param options what can be chosen, at least one
   * @return probabilities ≥ 0 that sum to 1 up to rounding
   */
  double[] probabilities(Context context, List<Option> options);

  /** Every option alike. */
  static Policy uniform() {
    return (context, options) -> {
      double[] probabilities = new double[options.size()];
      Arrays.fill(probabilities, 1.0 / options.size());
      return probabilities;
    };
  }

  /**
   * Always the option of that name; where it is not offered, every option alike.
   *
   * @param name name of the option
   */
  static Policy always(String name) {
    return (context, options) -> {
      double[] probabilities = new double[options.size()];
      for (int i = 0; i < probabilities.length; i++) {
        if (options.get(i).name().equals(name)) {
          probabilities[i] = 1;
          return probabilities;
        }
      }
      return uniform().probabilities(context, options);
    };
  }
}

package dev.tracewise.learn.routing;

import dev.tracewise.judge.ClusteredMean;
import dev.tracewise.model.Errors;
import dev.tracewise.model.Interval;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * A setting chosen from a grid by what it really changes: every value is scored on every row, and
 * replaces the current one only where it is better beyond doubt. A setting without effect stays.
 *
 * @param chosen the value to use
 * @param previous the value before
 * @param gain mean paired gain of the best value over the previous one, 95 % interval by group
 * @param reason why, in words
 * @param <T> type of the setting
 */
public record Tuning<T>(T chosen, T previous, Interval gain, String reason) {
  private static final double LEVEL = 0.025;

  /**
   * Chooses. The bound of the gain is one-sided at 2.5 % over the number of values tried, so that
   * trying many proves no more than trying one.
   *
   * @param current the value in use
   * @param grid values to try
   * @param scores scores of all rows under a value: it has to apply the value to the rows anew
   * @param groups the group of each row
   */
  public static <T> Tuning<T> choose(
      T current, List<T> grid, Function<T, double[]> scores, List<String> groups) {
    List<T> others = grid.stream().filter(value -> !value.equals(current)).toList();
    if (others.isEmpty()) {
      throw Errors.usage(
          "tune a setting",
          "the grid has no value but the current one, " + current,
          "Give at least one other value.");
    }
    double[] before = scores.apply(current);
    return of(
        current,
        others.stream()
            .map(value -> new Trial<>(value, gain(scores.apply(value), before, groups)))
            .toList(),
        LEVEL);
  }

  /**
   * A value that was tried.
   *
   * @param value the value
   * @param gain mean paired gain over the current one
   * @param <T> type of the setting
   */
  public record Trial<T>(T value, ClusteredMean gain) {
    private boolean hasEffect() {
      return gain.mean() != 0 || gain.standardError() != 0;
    }
  }

  /**
   * Chooses among values that were tried elsewhere.
   *
   * @param current the value in use
   * @param trials the others, at least one
   * @param level probability, over all of them, that one without effect is taken
   */
  public static <T> Tuning<T> of(T current, List<Trial<T>> trials, double level) {
    Trial<T> best = trials.get(0);
    for (Trial<T> trial : trials) {
      if (trial.gain().mean() > best.gain().mean()) {
        best = trial;
      }
    }
    boolean better = best.gain().lowerBound(level / trials.size()) > 0;
    String reason =
        trials.stream().noneMatch(Trial::hasEffect)
            ? String.format(
                Locale.ROOT, "none of %d others changes anything: %s stays", trials.size(), current)
            : String.format(
                Locale.ROOT,
                "%s, the best of %d others, gains %.4f: %s",
                best.value(),
                trials.size(),
                best.gain().mean(),
                better ? "taken" : "not beyond doubt, " + current + " stays");
    return new Tuning<>(better ? best.value() : current, current, best.gain().interval(), reason);
  }

  private static ClusteredMean gain(double[] scores, double[] before, List<String> groups) {
    double[] gains = new double[before.length];
    for (int i = 0; i < gains.length; i++) {
      gains[i] = scores[i] - before[i];
    }
    return ClusteredMean.of(gains, groups);
  }
}

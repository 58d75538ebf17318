package dev.tracewise.jobs.bench;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What one engine took, round by round. Engines take turns in every round, as machines are not
 * always equally fast: so they are compared round by round too. The first half of the rounds warms
 * up and does not count, as the JVM compiles what it runs for minutes; of the others the median
 * does, the lower one of two.
 *
 * @param all what was measured in each round, 1 or more
 * @param seconds what a round took
 */
record Rounds<T>(List<T> all, ToDoubleFunction<T> seconds) {
  /** Rounds of which nothing but the time is known. */
  static Rounds<Double> ofSeconds(List<Double> seconds) {
    return new Rounds<>(seconds, Double::doubleValue);
  }

  /** The first round. */
  T cold() {
    return all.get(0);
  }

  /** The round that took the median time. */
  T typical() {
    return median(warm().mapToObj(all::get).toList(), Comparator.comparingDouble(seconds));
  }

  /** How many times the time of another engine this one took: the median over the rounds. */
  double over(Rounds<?> other) {
    return median(
        warm().mapToObj(round -> took(round) / other.took(round)).toList(),
        Comparator.naturalOrder());
  }

  private double took(int round) {
    return seconds.applyAsDouble(all.get(round));
  }

  private IntStream warm() {
    return IntStream.range(all.size() / 2, all.size());
  }

  private static <V> V median(List<V> values, Comparator<V> order) {
    return values.stream().sorted(order).toList().get((values.size() - 1) / 2);
  }
}

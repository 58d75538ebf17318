package dev.tracewise.learn.router;

import dev.tracewise.learn.policy.LoggedDecision;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the options earn on the rows that have a mark, such as a word: the mean reward of each
 * option, weighted by 1 / propensity, so that a rare choice says as much as a common one.
 */
final class MarkedRewards {
  /** Rows below which an option is not compared. */
  private static final int LEAST_ROWS = 5;

  /** Rows that a mark needs. */
  private static final int LEAST_MARKED = 2 * LEAST_ROWS;

  private MarkedRewards() {}

  /**
   * The best option of a mark.
   *
   * @param option its name
   * @param margin its mean reward less that of the next best
   * @param error standard error of the margin
   */
  record Best(String option, double margin, double error) {
    /** The margin less so many standard errors. */
    double atLeast(double errors) {
      return margin - errors * error;
    }
  }

  /**
   * The best option of each mark for which two options were tried often enough.
   *
   * @param rows rows in key order
   * @param marks marks of a row, each once
   */
  static SortedMap<String, Best> of(
      List<LoggedDecision> rows, Function<LoggedDecision, ? extends Collection<String>> marks) {
    Map<String, Integer> counts = new HashMap<>();
    rows.forEach(row -> marks.apply(row).forEach(mark -> counts.merge(mark, 1, Integer::sum)));
    counts.values().removeIf(count -> count < LEAST_MARKED);
    Map<String, SortedMap<String, Sums>> sums = new HashMap<>();
    for (LoggedDecision row : rows) {
      String chosen = row.options().get(row.chosen()).name();
      for (String mark : marks.apply(row)) {
        if (counts.containsKey(mark)) {
          sums.computeIfAbsent(mark, m -> new TreeMap<>())
              .computeIfAbsent(chosen, o -> new Sums())
              .add(1 / row.propensity(), row.reward());
        }
      }
    }
    SortedMap<String, Best> best = new TreeMap<>();
    sums.forEach(
        (mark, byOption) -> {
          Best found = best(byOption);
          if (found != null) {
            best.put(mark, found);
          }
        });
    return best;
  }

  /** The best option of all rows; null where no two were tried often enough. */
  static @Nullable Best ofAll(List<LoggedDecision> rows) {
    return of(rows, row -> Set.of("")).get("");
  }

  private static @Nullable Best best(SortedMap<String, Sums> byOption) {
    List<Map.Entry<String, Sums>> tried =
        byOption.entrySet().stream()
            .filter(entry -> entry.getValue().rows >= LEAST_ROWS)
            .sorted((a, b) -> Double.compare(b.getValue().mean(), a.getValue().mean()))
            .toList();
    if (tried.size() < 2) {
      return null;
    }
    Sums first = tried.get(0).getValue();
    Sums second = tried.get(1).getValue();
    return new Best(
        tried.get(0).getKey(),
        first.mean() - second.mean(),
        Math.sqrt(first.squaredError() + second.squaredError()));
  }

  /** Sums for a weighted mean and its error. */
  private static final class Sums {
    private int rows;
    private double weight;
    private double weighted;
    private double squares;
    private double squaresOfReward;
    private double squaresOfSquare;

    void add(double w, double reward) {
      rows++;
      weight += w;
      weighted += w * reward;
      squares += w * w;
      squaresOfReward += w * w * reward;
      squaresOfSquare += w * w * reward * reward;
    }

    double mean() {
      return weighted / weight;
    }

    /** By linearisation; a smoothing row keeps a mean of few equal rewards from looking certain. */
    double squaredError() {
      double mean = mean();
      double spread = squaresOfSquare - 2 * mean * squaresOfReward + mean * mean * squares;
      double smoothing = 0.25 * squares / rows;
      return (Math.max(0, spread) + smoothing) / (weight * weight);
    }
  }
}

package dev.tracewise.learn.routing;

import dev.tracewise.judge.calibration.Predictions;
import dev.tracewise.judge.calibration.ReliabilityCurve;
import dev.tracewise.model.Interval;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How an agent routes, from its rewarded choices in the order of time.
 *
 * @param experiences rewarded choices
 * @param averageReward exponentially weighted mean reward, α = 0.1; null without choices
 * @param successRate share of the choices known to have succeeded, among those known; null where
 *     none is
 * @param preferences exponentially weighted mean reward of each option
 * @param confidenceAccuracy the seed's confidence_accuracy: correlation of confidence and success
 *     over the last 100 choices, 0 where it is negative or not defined. It is no calibration, and 0
 *     where all choices succeed
 * @param reliability predicted confidence against success; null where no choice has both
 * @param improvement mean reward of the last 100 choices less that of the 100 before, with Welch's
 *     95 % interval; null up to 100 choices
 */
public record RoutingMetrics(
    long experiences,
    @Nullable Double averageReward,
    @Nullable Double successRate,
    Map<String, Double> preferences,
    double confidenceAccuracy,
    @Nullable ReliabilityCurve reliability,
    @Nullable Interval improvement) {
  /** Weight of a new reward in the exponentially weighted means. */
  public static final double ALPHA = 0.1;

  /** Choices whose mean reward is compared with that of as many before. */
  public static final int WINDOW = 100;

  /** Sorts the preferences. */
  public RoutingMetrics {
    preferences = Collections.unmodifiableMap(new TreeMap<>(preferences));
  }

  /**
   * Expected calibration error of the confidence, the real one; null where no choice has a
   * confidence and a known success.
   */
  public @Nullable Double calibrationError() {
    return reliability == null ? null : Double.valueOf(reliability.expectedCalibrationError());
  }

  /** The metrics of choices in the order of time. */
  public static RoutingMetrics of(List<RoutedOutcome> outcomes) {
    ExponentialMean average = ExponentialMean.empty(ALPHA);
    Map<String, ExponentialMean> byOption = new TreeMap<>();
    for (RoutedOutcome outcome : outcomes) {
      average = average.plus(outcome.reward());
      byOption.merge(
          outcome.option(),
          ExponentialMean.empty(ALPHA).plus(outcome.reward()),
          (before, first) -> before.plus(outcome.reward()));
    }
    Map<String, Double> preferences = new TreeMap<>();
    byOption.forEach((option, mean) -> preferences.put(option, mean.value()));
    return new RoutingMetrics(
        outcomes.size(),
        outcomes.isEmpty() ? null : Double.valueOf(average.value()),
        successRate(outcomes),
        preferences,
        confidenceAccuracy(last(outcomes, WINDOW)),
        reliability(outcomes),
        improvement(outcomes));
  }

  private static @Nullable Double successRate(List<RoutedOutcome> outcomes) {
    List<RoutedOutcome> known = outcomes.stream().filter(o -> o.success() != null).toList();
    return known.isEmpty()
        ? null
        : Double.valueOf(known.stream().mapToDouble(RoutingMetrics::success).average().orElse(0));
  }

  private static double confidenceAccuracy(List<RoutedOutcome> outcomes) {
    List<RoutedOutcome> known = withBoth(outcomes);
    return Math.max(0, Correlation.pearson(confidences(known), successes(known)));
  }

  private static @Nullable ReliabilityCurve reliability(List<RoutedOutcome> outcomes) {
    List<RoutedOutcome> known = withBoth(outcomes);
    return known.isEmpty()
        ? null
        : ReliabilityCurve.of(
            new Predictions(confidences(known), successes(known), rowsAsGroups(known.size())));
  }

  private static @Nullable Interval improvement(List<RoutedOutcome> outcomes) {
    if (outcomes.size() <= WINDOW) {
      return null;
    }
    int split = outcomes.size() - WINDOW;
    RewardMoments recent = RewardMoments.of(outcomes.subList(split, outcomes.size()));
    return recent.less(RewardMoments.of(outcomes.subList(Math.max(0, split - WINDOW), split)));
  }

  private static List<RoutedOutcome> last(List<RoutedOutcome> outcomes, int count) {
    return outcomes.subList(Math.max(0, outcomes.size() - count), outcomes.size());
  }

  private static List<RoutedOutcome> withBoth(List<RoutedOutcome> outcomes) {
    List<RoutedOutcome> known = new ArrayList<>(outcomes);
    known.removeIf(o -> o.confidence() == null || o.success() == null);
    return known;
  }

  private static double[] confidences(List<RoutedOutcome> outcomes) {
    return outcomes.stream()
        .mapToDouble(o -> o.confidence() == null ? Double.NaN : o.confidence())
        .toArray();
  }

  private static double[] successes(List<RoutedOutcome> outcomes) {
    return outcomes.stream().mapToDouble(RoutingMetrics::success).toArray();
  }

  private static double success(RoutedOutcome outcome) {
    return Boolean.TRUE.equals(outcome.success()) ? 1 : 0;
  }

  private static List<String> rowsAsGroups(int rows) {
    return IntStream.range(0, rows).mapToObj(Integer::toString).toList();
  }
}

package dev.tracewise.learn.fusion;

import dev.tracewise.judge.calibration.Shares;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How often fusing a pair helped. What is kept is additive; only reading forgets: an attempt counts
 * 2^(−age / half-life), and nine attempts at the prior stand before them all.
 */
public final class PairHistory {
  /** Success rate before anything was seen. */
  public static final double PRIOR = 0.7;

  /** Attempts that the prior is worth: the first success moves it by a tenth, as α = 0.1 does. */
  public static final double PRIOR_ATTEMPTS = 9;

  /** Days after which an attempt counts half, where nothing else is said. */
  public static final double HALF_LIFE_DAYS = 30;

  private final Map<ModalityPair, Map<Long, PairBucket>> buckets = new TreeMap<>();
  private final double halfLifeDays;

  private PairHistory(double halfLifeDays) {
    this.halfLifeDays = halfLifeDays;
  }

  /**
   * A history.
   *
   * @param buckets its buckets, in any order, cut in any way
   * @param halfLifeDays days after which an attempt counts half, &gt; 0
   */
  public static PairHistory of(Collection<PairBucket> buckets, double halfLifeDays) {
    PairHistory history = new PairHistory(halfLifeDays);
    for (PairBucket bucket : buckets) {
      history
          .buckets
          .computeIfAbsent(bucket.pair(), pair -> new TreeMap<>())
          .merge(bucket.epochDay(), bucket, PairBucket::plus);
    }
    return history;
  }

  /**
   * Success rate of a pair as of a day, the prior where it was never tried.
   *
   * @param epochDay today, since 1970-01-01 UTC
   */
  public double successRate(ModalityPair pair, long epochDay) {
    return rate(buckets.getOrDefault(pair, Map.of()).values(), epochDay);
  }

  /**
   * Success rate of a pair as it was known when a day began: of that day and later ones nothing
   * counts.
   *
   * @param epochDay the day, since 1970-01-01 UTC
   */
  public double successRateBefore(ModalityPair pair, long epochDay) {
    return rate(
        buckets.getOrDefault(pair, Map.of()).values().stream()
            .filter(bucket -> bucket.epochDay() < epochDay)
            .toList(),
        epochDay);
  }

  private double rate(Collection<PairBucket> known, long epochDay) {
    double attempts = PRIOR_ATTEMPTS;
    double successes = PRIOR_ATTEMPTS * PRIOR;
    for (PairBucket bucket : known) {
      double age = Math.max(0, epochDay - bucket.epochDay());
      double weight = StrictMath.pow(2, -age / halfLifeDays);
      attempts += weight * bucket.attempts();
      successes += weight * bucket.successes();
    }
    return successes / attempts;
  }

  /** Share of all attempts that helped, without decay and prior; null without attempts. */
  public @Nullable Double overallSuccessRate() {
    long attempts = 0;
    long successes = 0;
    for (PairTotal total : totals()) {
      attempts += total.attempts();
      successes += total.successes();
    }
    return attempts == 0 ? null : Double.valueOf((double) successes / attempts);
  }

  /**
   * All pairs tried, the surest first: by the lower end of Wilson's interval, so that one success
   * of one does not lead.
   */
  public List<PairTotal> totals() {
    return buckets.entrySet().stream()
        .map(e -> PairTotal.of(e.getKey(), e.getValue().values()))
        .filter(t -> t.attempts() > 0)
        .sorted(
            Comparator.comparingDouble(
                    (PairTotal t) -> Shares.wilson(t.successRate(), (double) t.attempts()).low())
                .reversed())
        .toList();
  }

  /**
   * What fusing a pair brought in all.
   *
   * @param pair the pair
   * @param attempts fusions
   * @param successes those that helped
   * @param meanImprovement what a fusion improved on average
   */
  public record PairTotal(
      ModalityPair pair, long attempts, long successes, double meanImprovement) {
    static PairTotal of(ModalityPair pair, Collection<PairBucket> buckets) {
      PairBucket sum = new PairBucket(pair, 0, 0, 0, 0);
      for (PairBucket bucket : buckets) {
        sum = sum.plus(bucket);
      }
      return new PairTotal(pair, sum.attempts(), sum.successes(), sum.meanImprovement());
    }

    /** Share of the fusions that helped. */
    public double successRate() {
      return (double) successes / attempts;
    }
  }
}

package dev.tracewise.jobs.demo;

import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What may come of a decision whose probability of success and median time are known. Everything is
 * discrete, so the expected reward is an exact finite sum over all outcomes, including what stays
 * unknown (quality, satisfaction) and the clamping of the reward. Whole outcomes that are lost are
 * lost at random, which leaves the expectation as it is.
 */
final class OutcomeLaw {
  private static final double[] QUALITY_DONE = {0.70, 0.78, 0.85, 0.92, 0.98};
  private static final double[] QUALITY_FAILED = {0.08, 0.18, 0.28, 0.38, 0.48};
  private static final double[] TIME_FACTORS = {0.6, 0.8, 1.0, 1.3, 1.9};
  private static final double[] RATINGS_DONE = {0.02, 0.05, 0.13, 0.35, 0.45};
  private static final double[] RATINGS_FAILED = {0.40, 0.30, 0.18, 0.09, 0.03};
  private static final double[] THUMBS_DONE = {0.08, 0.92};
  private static final double[] THUMBS_FAILED = {0.85, 0.15};
  private static final double QUALITY_KNOWN = 0.85;
  private static final double LOST = 0.04;

  private OutcomeLaw() {}

  /**
   * What came of one decision.
   *
   * @param lost nothing of it will ever be known
   * @param success whether it did what was asked
   * @param quality quality where it was measured
   * @param seconds time it took
   * @param judgement what the user said, where the user said something
   */
  record Drawn(
      boolean lost,
      boolean success,
      @Nullable Double quality,
      double seconds,
      @Nullable Judgement judgement) {
    /** Reward under the product's formula; null where everything is lost. */
    @Nullable Double reward() {
      Double satisfaction = judgement == null ? null : judgement.satisfaction();
      return lost ? null : TrueReward.of(quality, success, satisfaction, seconds);
    }
  }

  /**
   * A user's own word.
   *
   * @param rating whether it is a rating from 1 to 5 rather than a thumb (0 or 1)
   * @param score on its own scale
   */
  record Judgement(boolean rating, int score) {
    double satisfaction() {
      return rating ? (score - 1) / 4.0 : score;
    }
  }

  static Drawn draw(double success, double medianSeconds, RandomGenerator random) {
    boolean lost = random.nextDouble() < LOST;
    boolean done = random.nextDouble() < success;
    double level = (done ? QUALITY_DONE : QUALITY_FAILED)[random.nextInt(5)];
    Double quality = random.nextDouble() < QUALITY_KNOWN ? level : null;
    double seconds = medianSeconds * TIME_FACTORS[random.nextInt(5)];
    boolean speaks = random.nextDouble() < speaks(done);
    boolean rates = random.nextDouble() < 0.5;
    int score = Draws.index(scores(done, rates), random) + (rates ? 1 : 0);
    return new Drawn(
        lost, done, quality, seconds, speaks && !lost ? new Judgement(rates, score) : null);
  }

  /** Expected reward under the product's formula, by enumeration of every outcome. */
  static double expectedReward(double success, double medianSeconds) {
    double sum = 0;
    for (double factor : TIME_FACTORS) {
      double seconds = medianSeconds * factor;
      sum += success * given(true, seconds) + (1 - success) * given(false, seconds);
    }
    return sum / TIME_FACTORS.length;
  }

  private static double given(boolean done, double seconds) {
    double sum = (1 - QUALITY_KNOWN) * given(done, null, seconds);
    for (double quality : done ? QUALITY_DONE : QUALITY_FAILED) {
      sum += QUALITY_KNOWN / 5 * given(done, quality, seconds);
    }
    return sum;
  }

  private static double given(boolean done, @Nullable Double quality, double seconds) {
    double sum = (1 - speaks(done)) * TrueReward.of(quality, done, null, seconds);
    for (boolean rates : List.of(false, true)) {
      double[] weights = scores(done, rates);
      for (int i = 0; i < weights.length; i++) {
        double satisfaction = new Judgement(rates, i + (rates ? 1 : 0)).satisfaction();
        sum +=
            speaks(done) * 0.5 * weights[i] * TrueReward.of(quality, done, satisfaction, seconds);
      }
    }
    return sum;
  }

  private static double speaks(boolean done) {
    return done ? 0.30 : 0.40;
  }

  private static double[] scores(boolean done, boolean rates) {
    if (rates) {
      return done ? RATINGS_DONE : RATINGS_FAILED;
    }
    return done ? THUMBS_DONE : THUMBS_FAILED;
  }
}

package dev.tracewise.learn.modality.simulation;

import dev.tracewise.learn.modality.ModelingContext;
import dev.tracewise.model.Modality;
import java.util.SplittableRandom;

/**
 * A modality whose policy falls behind: what users want drifts slowly and now and then jumps, and a
 * training catches up as far as its rows allow. How well it could do at best, how many rows it has
 * and how it drifts differ between modalities and change once in its life; none of it is seen but
 * through the success of the last two weeks; a training is judged on the last four.
 */
final class DriftingModality {
  private static final int WINDOW = 28;
  private static final int LOOKED_AT = 14;
  private static final double LARGEST_GAP = 0.4;
  private static final double EVIDENCE_SHARE = 0.3;
  private static final double EVIDENCE_NOISE = 0.3;
  private static final double SHORTFALL = 0.6;
  private static final double BOUND = 1.959964;

  private final Modality modality;
  private final SplittableRandom drift;
  private final SplittableRandom noise;
  private final long seed;
  private final int turningDay;
  private final double[] rows = new double[WINDOW];
  private final double[] successes = new double[WINDOW];
  private double ceiling;
  private double gap;
  private double untrainedGap;
  private double rowsPerDay;
  private double creep;
  private double jumpRate;
  private double largestJump;
  private int day;
  private int lastTraining = -1;

  /**
   * @param seed seed of its life: whatever is decided, the same days bring the same drift
   * @param days how long the world lasts
   */
  DriftingModality(Modality modality, long seed, int days) {
    this.modality = modality;
    this.seed = seed;
    this.drift = new SplittableRandom(seed);
    this.noise = drift.split();
    this.ceiling = between(0.65, 0.97);
    this.gap = between(0.05, 0.15);
    this.untrainedGap = gap;
    this.rowsPerDay = 10 * Math.pow(8, drift.nextDouble());
    this.turningDay = (int) (days * between(0.3, 0.7));
    drawDrift();
  }

  private double between(double low, double high) {
    return low + (high - low) * drift.nextDouble();
  }

  private void drawDrift() {
    creep = drift.nextBoolean() ? between(0, 0.0008) : 0;
    jumpRate = 1 / (14 * Math.pow(26, drift.nextDouble()));
    largestJump = between(0.05, 0.2);
  }

  /** A day goes by; at its end it is decided. */
  void pass() {
    if (day == turningDay) {
      drawDrift();
      ceiling = Math.min(0.97, Math.max(0.6, ceiling + between(-0.05, 0.05)));
    }
    double step = 2 * creep * drift.nextDouble();
    step += drift.nextDouble() < jumpRate ? between(0.02, largestJump) : 0;
    gap = Math.min(LARGEST_GAP, gap + step);
    untrainedGap = Math.min(LARGEST_GAP, untrainedGap + step);
    int slot = day % WINDOW;
    rows[slot] = Math.max(1, Math.rint(rowsPerDay * (0.5 + noise.nextDouble())));
    double rate = Math.max(0, ceiling - gap);
    double deviation = Math.sqrt(rate * (1 - rate) * rows[slot]);
    successes[slot] =
        Math.min(
            rows[slot],
            Math.max(0, Math.rint(rate * rows[slot] + deviation * noise.nextGaussian())));
    day++;
  }

  /** What a day brings more than if nothing had ever been trained. */
  double gain() {
    return untrainedGap - gap;
  }

  /** What is known when it is decided. */
  ModelingContext context() {
    double samples = sum(rows);
    double success = recent(successes) / recent(rows);
    double confidence = Math.min(1, Math.max(0, ceiling + 0.03 * noise.nextGaussian()));
    return new ModelingContext(
        modality,
        (long) samples,
        0,
        success,
        confidence,
        lastTraining < 0 ? ModelingContext.NEVER_TRAINED : Math.min(998, day - lastTraining),
        0.7 * success + 0.3 * confidence,
        0.5 + 0.4 * noise.nextDouble(),
        0.4 + 0.5 * noise.nextDouble());
  }

  /**
   * Trains, and judges the candidate on rows kept aside: it goes live where the gain is certain.
   *
   * @return the gain that the judge saw; 0 for a candidate that it refused
   */
  double train() {
    SplittableRandom luck = new SplittableRandom(seed * 31 + day);
    double samples = sum(rows);
    double reached = SHORTFALL * Math.abs(luck.nextGaussian()) / Math.sqrt(samples);
    double error = EVIDENCE_NOISE / Math.sqrt(EVIDENCE_SHARE * samples);
    double seen = gap - reached + error * luck.nextGaussian();
    lastTraining = day;
    if (seen - BOUND * error <= 0) {
      return 0;
    }
    gap = Math.min(LARGEST_GAP, reached);
    return seen;
  }

  private double recent(double[] values) {
    double sum = 0;
    for (int back = 1; back <= Math.min(day, LOOKED_AT); back++) {
      sum += values[(day - back) % WINDOW];
    }
    return sum;
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }
}

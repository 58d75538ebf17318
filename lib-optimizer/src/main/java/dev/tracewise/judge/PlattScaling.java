package dev.tracewise.judge;

import dev.tracewise.model.Errors;

/**
 * Probabilities from log-odds that are not calibrated: σ(slope · margin + intercept), fitted to
 * labels in [0, 1]. The targets are those of Platt, a little away from 0 and 1, so that data that
 * separate have a finite answer.
 *
 * @param slope factor of the margin
 * @param intercept what is added
 * @see <a href="https://doi.org/10.1007/s10994-007-5018-6">Lin, Lin &amp; Weng 2007</a>
 */
public record PlattScaling(double slope, double intercept) {
  /** Leaves the margins as they are. */
  public static final PlattScaling IDENTITY = new PlattScaling(1, 0);

  private static final int ITERATIONS = 100;
  private static final double RIDGE = 1e-10;
  private static final double CONVERGED = 1e-10;

  /**
   * Fits to rows that the margins were not learned from.
   *
   * @param margins log-odds, finite
   * @param labels labels in [0, 1], as many
   */
  public static PlattScaling fit(double[] margins, double[] labels) {
    if (margins.length == 0 || margins.length != labels.length) {
      throw Errors.usage(
          "calibrate probabilities",
          margins.length + " margins have " + labels.length + " labels",
          "Give one label for each margin, at least one.");
    }
    double positives = Sum.of(labels);
    double high = (positives + 1) / (positives + 2);
    double low = 1 / (labels.length - positives + 2);
    PlattScaling fitted =
        new PlattScaling(0, Math.log((positives + 1) / (labels.length - positives + 1)));
    double loss = fitted.loss(margins, labels, low, high);
    for (int i = 0; i < ITERATIONS; i++) {
      PlattScaling step = fitted.newton(margins, labels, low, high);
      double factor = 1;
      PlattScaling next = fitted.moved(step, factor);
      double nextLoss = next.loss(margins, labels, low, high);
      while (nextLoss > loss && factor > CONVERGED) {
        factor /= 2;
        next = fitted.moved(step, factor);
        nextLoss = next.loss(margins, labels, low, high);
      }
      if (!(nextLoss < loss)) {
        break;
      }
      fitted = next;
      boolean converged = loss - nextLoss < CONVERGED * (1 + loss);
      loss = nextLoss;
      if (converged) {
        break;
      }
    }
    return fitted;
  }

  /** The probability of a margin. */
  public double probability(double margin) {
    return sigmoid(slope * margin + intercept);
  }

  private PlattScaling moved(PlattScaling step, double factor) {
    return new PlattScaling(slope - factor * step.slope, intercept - factor * step.intercept);
  }

  private PlattScaling newton(double[] margins, double[] labels, double low, double high) {
    double slopeGradient = 0;
    double interceptGradient = 0;
    double slopeCurvature = RIDGE;
    double crossCurvature = 0;
    double interceptCurvature = RIDGE;
    for (int i = 0; i < margins.length; i++) {
      double p = probability(margins[i]);
      double error = p - target(labels[i], low, high);
      double curvature = p * (1 - p);
      slopeGradient += error * margins[i];
      interceptGradient += error;
      slopeCurvature += curvature * margins[i] * margins[i];
      crossCurvature += curvature * margins[i];
      interceptCurvature += curvature;
    }
    double determinant = slopeCurvature * interceptCurvature - crossCurvature * crossCurvature;
    if (!(determinant > 0)) {
      return new PlattScaling(0, interceptGradient / interceptCurvature);
    }
    return new PlattScaling(
        (slopeGradient * interceptCurvature - interceptGradient * crossCurvature) / determinant,
        (interceptGradient * slopeCurvature - slopeGradient * crossCurvature) / determinant);
  }

  private double loss(double[] margins, double[] labels, double low, double high) {
    double loss = 0;
    for (int i = 0; i < margins.length; i++) {
      double z = slope * margins[i] + intercept;
      loss +=
          Math.max(z, 0) - z * target(labels[i], low, high) + Math.log1p(Math.exp(-Math.abs(z)));
    }
    return loss;
  }

  private static double target(double label, double low, double high) {
    return low + label * (high - low);
  }

  private static double sigmoid(double z) {
    return z >= 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z));
  }
}

package dev.tracewise.judge.calibration;

/**
 * A logistic curve over the log odds of the probability, two numbers only: for few rows.
 *
 * @param slope factor of the log odds, ≥ 0; 1 leaves them as they are
 * @param intercept what is added to them
 * @see <a href="https://www.researchgate.net/publication/2594015">Platt 1999</a>
 */
public record PlattScaling(double slope, double intercept) implements Calibration {
  private static final double LEAST_PROBABILITY = 1e-6;
  private static final int MAXIMUM_STEPS = 100;
  private static final double TOLERANCE = 1e-10;
  private static final double RIDGE = 1e-12;

  /**
   * Fits by Newton's method with Platt's targets (N₊ + 1)/(N₊ + 2) and 1/(N₋ + 2), which keep the
   * curve finite where the scores separate the outcomes. A slope below zero would turn the order
   * round: then the curve is flat, at the base rate.
   *
   * @see <a href="https://doi.org/10.1007/s10994-007-5018-6">Lin, Lin &amp; Weng 2007</a>
   */
  public static PlattScaling fit(Predictions predictions) {
    int rows = predictions.rows();
    double positives = predictions.positives();
    double[] scores = new double[rows];
    double[] targets = new double[rows];
    for (int i = 0; i < rows; i++) {
      scores[i] = logOdds(predictions.probabilities()[i]);
      targets[i] =
          predictions.outcomes()[i] == 1
              ? (positives + 1) / (positives + 2)
              : 1 / (rows - positives + 2);
    }
    PlattScaling flat = new PlattScaling(0, logOdds((positives + 1) / (rows + 2)));
    PlattScaling fitted = newton(flat, scores, targets);
    return fitted.slope() > 0 ? fitted : flat;
  }

  private static PlattScaling newton(PlattScaling start, double[] scores, double[] targets) {
    PlattScaling curve = start;
    double loss = curve.loss(scores, targets);
    for (int step = 0; step < MAXIMUM_STEPS; step++) {
      PlattScaling direction = curve.direction(scores, targets);
      double scale = 1;
      PlattScaling next = curve.moved(direction, scale);
      double nextLoss = next.loss(scores, targets);
      while (nextLoss > loss && scale > TOLERANCE) {
        scale /= 2;
        next = curve.moved(direction, scale);
        nextLoss = next.loss(scores, targets);
      }
      double gain = loss - nextLoss;
      if (gain >= 0) {
        curve = next;
        loss = nextLoss;
      }
      if (gain <= TOLERANCE * (1 + Math.abs(loss))) {
        break;
      }
    }
    return curve;
  }

  private PlattScaling direction(double[] scores, double[] targets) {
    double h11 = RIDGE;
    double h22 = RIDGE;
    double h12 = 0;
    double g1 = 0;
    double g2 = 0;
    for (int i = 0; i < scores.length; i++) {
      double p = sigmoid(slope * scores[i] + intercept);
      double weight = p * (1 - p);
      double error = p - targets[i];
      h11 += weight * scores[i] * scores[i];
      h12 += weight * scores[i];
      h22 += weight;
      g1 += error * scores[i];
      g2 += error;
    }
    double determinant = h11 * h22 - h12 * h12;
    return determinant > RIDGE
        ? new PlattScaling((h12 * g2 - h22 * g1) / determinant, (h12 * g1 - h11 * g2) / determinant)
        : new PlattScaling(0, -g2 / h22);
  }

  private PlattScaling moved(PlattScaling direction, double scale) {
    return new PlattScaling(
        slope + scale * direction.slope, intercept + scale * direction.intercept);
  }

  private double loss(double[] scores, double[] targets) {
    double loss = 0;
    for (int i = 0; i < scores.length; i++) {
      double odds = slope * scores[i] + intercept;
      loss +=
          Math.max(odds, 0) - odds * targets[i] + StrictMath.log1p(StrictMath.exp(-Math.abs(odds)));
    }
    return loss;
  }

  @Override
  public double calibrated(double probability) {
    return probability(logOdds(probability));
  }

  /** The calibrated probability of a prediction that is given as log odds. */
  public double probability(double logOdds) {
    return sigmoid(slope * logOdds + intercept);
  }

  @Override
  public String method() {
    return "platt";
  }

  private static double logOdds(double probability) {
    double p = Math.min(1 - LEAST_PROBABILITY, Math.max(LEAST_PROBABILITY, probability));
    return StrictMath.log(p / (1 - p));
  }

  private static double sigmoid(double odds) {
    return 1 / (1 + StrictMath.exp(-odds));
  }
}

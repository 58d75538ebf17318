package dev.tracewise.learn.routing;

/** Pearson's correlation. */
final class Correlation {
  private Correlation() {}

  /** The correlation; 0 where it is not defined: fewer than two pairs, or one side is constant. */
  static double pearson(double[] x, double[] y) {
    int n = x.length;
    double meanX = 0;
    double meanY = 0;
    for (int i = 0; i < n; i++) {
      meanX += x[i] / n;
      meanY += y[i] / n;
    }
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int i = 0; i < n; i++) {
      xy += (x[i] - meanX) * (y[i] - meanY);
      xx += (x[i] - meanX) * (x[i] - meanX);
      yy += (y[i] - meanY) * (y[i] - meanY);
    }
    boolean constant = isConstant(x) || isConstant(y);
    return n < 2 || constant ? 0 : Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy)));
  }

  private static boolean isConstant(double[] values) {
    for (double value : values) {
      if (value != values[0]) {
        return false;
      }
    }
    return true;
  }
}

package dev.tracewise.jobs.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A linear axis.
 *
 * @param low value at the start
 * @param high value at the end, above {@code low}
 * @param step distance of the ticks
 * @param from coordinate of the start
 * @param to coordinate of the end
 */
record Scale(double low, double high, double step, double from, double to) {
  /** An axis around the values with round ends. */
  static Scale around(double lowest, double highest, double from, double to) {
    double step = roundStep(Math.max(highest - lowest, 1e-9));
    double low = Math.floor(lowest / step) * step;
    double high = Math.ceil(highest / step) * step;
    return new Scale(low, high > low ? high : low + step, step, from, to);
  }

  double at(double value) {
    return from + (value - low) / (high - low) * (to - from);
  }

  /** Round values along the axis. */
  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    for (long i = Math.round(low / step); i * step <= high + step / 1000; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  /** Decimals that the ticks need. */
  int decimals() {
    return Math.max(0, (int) Math.ceil(-Math.log10(step) - 1e-9));
  }

  private static double roundStep(double range) {
    double power = Math.pow(10, Math.floor(Math.log10(range / 4)));
    double share = range / 4 / power;
    return power * (share > 5 ? 10 : share > 2 ? 5 : share > 1 ? 2 : 1);
  }
}

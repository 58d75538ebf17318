package dev.tracewise.judge;

/** A compensated sum (Neumaier): close to exact, and the same bits for the same order. */
final class Sum {
  private double sum;
  private double compensation;

  void add(double value) {
    double next = sum + value;
    if (Math.abs(sum) >= Math.abs(value)) {
      compensation += (sum - next) + value;
    } else {
      compensation += (value - next) + sum;
    }
    sum = next;
  }

  double value() {
    return sum + compensation;
  }

  static double of(double[] values) {
    Sum total = new Sum();
    for (double value : values) {
      total.add(value);
    }
    return total.value();
  }
}

package dev.tracewise.jobs.demo;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Probabilities from scores, with StrictMath so that every machine has the same bits. */
final class Softmax {
  private Softmax() {}

  /**
   * The softmax of the scores mixed with a uniform draw.
   *
   * @param explore share of the uniform draw in [0, 1]
   */
  static Map<String, Double> mixed(Map<String, Double> scores, double explore) {
    double highest = Collections.max(scores.values());
    double sum = 0;
    Map<String, Double> powers = new LinkedHashMap<>();
    for (Map.Entry<String, Double> entry : scores.entrySet()) {
      double power = StrictMath.exp(entry.getValue() - highest);
      powers.put(entry.getKey(), power);
      sum += power;
    }
    double total = sum;
    powers.replaceAll((name, power) -> (1 - explore) * power / total + explore / scores.size());
    return powers;
  }

  static double logistic(double logOdds) {
    return 1 / (1 + StrictMath.exp(-logOdds));
  }
}

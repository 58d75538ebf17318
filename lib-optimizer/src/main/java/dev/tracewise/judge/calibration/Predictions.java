package dev.tracewise.judge.calibration;

import dev.tracewise.model.Errors;
import java.util.HashSet;
import java.util.List;

/**
 * Probabilities that were predicted for rows that the predictor was not fitted on, with what
 * happened.
 *
 * @param probabilities predicted probability of each row, in [0, 1]
 * @param outcomes what happened, 0 or 1
 * @param groups the group of each row
 */
public record Predictions(double[] probabilities, double[] outcomes, List<String> groups) {
  /** Refuses no rows, columns of different length and numbers that cannot be. */
  public Predictions {
    groups = List.copyOf(groups);
    int rows = probabilities.length;
    if (rows == 0 || outcomes.length != rows || groups.size() != rows) {
      throw invalid(
          rows
              + " probabilities have "
              + outcomes.length
              + " outcomes and "
              + groups.size()
              + " groups",
          "Give at least one row, each with its outcome and its group.");
    }
    for (int i = 0; i < rows; i++) {
      if (!(probabilities[i] >= 0 && probabilities[i] <= 1)) {
        throw invalid(
            "row " + i + " has the probability " + probabilities[i],
            "Probabilities are numbers in [0, 1]; leave out rows without one.");
      }
      if (outcomes[i] != 0 && outcomes[i] != 1) {
        throw invalid("row " + i + " has the outcome " + outcomes[i], "Outcomes are 0 or 1.");
      }
    }
  }

  /** How many rows. */
  public int rows() {
    return probabilities.length;
  }

  /** How many rows have the outcome 1. */
  public int positives() {
    int positives = 0;
    for (double outcome : outcomes) {
      positives += outcome == 1 ? 1 : 0;
    }
    return positives;
  }

  /** Whether both outcomes occur. */
  public boolean hasBothClasses() {
    int positives = positives();
    return positives > 0 && positives < rows();
  }

  /** How many groups. */
  public int distinctGroups() {
    return new HashSet<>(groups).size();
  }

  /** The same rows after a calibration. */
  public Predictions calibrated(Calibration calibration) {
    double[] calibrated = new double[rows()];
    for (int i = 0; i < calibrated.length; i++) {
      calibrated[i] = calibration.calibrated(probabilities[i]);
    }
    return new Predictions(calibrated, outcomes, groups);
  }

  /** Some of the rows, in the given order. */
  Predictions rows(int[] chosen) {
    double[] p = new double[chosen.length];
    double[] y = new double[chosen.length];
    String[] g = new String[chosen.length];
    for (int i = 0; i < chosen.length; i++) {
      p[i] = probabilities[chosen[i]];
      y[i] = outcomes[chosen[i]];
      g[i] = groups.get(chosen[i]);
    }
    return new Predictions(p, y, List.of(g));
  }

  private static RuntimeException invalid(String why, String remedy) {
    return Errors.usage("judge predictions", why, remedy);
  }
}

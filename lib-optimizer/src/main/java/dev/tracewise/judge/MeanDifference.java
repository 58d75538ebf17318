package dev.tracewise.judge;

import dev.tracewise.model.Errors;
import java.util.ArrayList;
import java.util.List;

/**
 * Difference of two means over different rows, with an error by group: a group may have rows on
 * both sides, and then counts once.
 *
 * @see <a href="https://doi.org/10.3368/jhr.50.2.317">Cameron &amp; Miller 2015, section II</a>
 */
public final class MeanDifference {
  private MeanDifference() {}

  /**
   * Difference of the means of the rows where {@code treated} holds and of the others.
   *
   * @param values one per row, finite
   * @param treated which side each row is on
   * @param groups the group of each row
   */
  public static ClusteredMean of(List<Double> values, List<Boolean> treated, List<String> groups) {
    double[] sums = new double[2];
    int[] rows = new int[2];
    for (int i = 0; i < values.size(); i++) {
      int side = treated.get(i) ? 1 : 0;
      sums[side] += values.get(i);
      rows[side]++;
    }
    if (rows[0] == 0 || rows[1] == 0) {
      throw Errors.usage(
          "compare two means",
          "one side has no rows (" + rows[1] + " and " + rows[0] + ")",
          "Give rows of both sides.");
    }
    double[] influence = new double[values.size()];
    for (int i = 0; i < influence.length; i++) {
      int side = treated.get(i) ? 1 : 0;
      double distance = values.get(i) - sums[side] / rows[side];
      influence[i] = (side == 1 ? 1 : -1) * distance * influence.length / rows[side];
    }
    return ClusteredMean.ofResiduals(sums[1] / rows[1] - sums[0] / rows[0], influence, groups);
  }

  /** Collects the rows of the two sides. */
  public static final class Builder {
    private final List<Double> values = new ArrayList<>();
    private final List<Boolean> treated = new ArrayList<>();
    private final List<String> groups = new ArrayList<>();
    private long treatedRows;

    /** One row of the side whose mean comes first. */
    public void addTreated(double value, String group) {
      treatedRows++;
      add(value, Boolean.TRUE, group);
    }

    /** One row of the side whose mean is taken away. */
    public void addControl(double value, String group) {
      add(value, Boolean.FALSE, group);
    }

    /** Rows of the first side. */
    public long treated() {
      return treatedRows;
    }

    /** Rows of the other side. */
    public long controls() {
      return values.size() - treatedRows;
    }

    /** The difference; an error where a side has no rows. */
    public ClusteredMean difference() {
      return of(values, treated, groups);
    }

    private void add(double value, Boolean side, String group) {
      values.add(value);
      treated.add(side);
      groups.add(group);
    }
  }
}

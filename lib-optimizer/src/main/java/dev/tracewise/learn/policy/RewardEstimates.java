package dev.tracewise.learn.policy;

import dev.tracewise.judge.OffPolicyRow;
import dev.tracewise.judge.OffPolicyRow.ModelValues;
import java.util.ArrayList;
import java.util.List;

/** Logged rows with the modelled reward of each of their options. */
public final class RewardEstimates {
  private final List<LoggedDecision> rows;
  private final double[][] values;

  RewardEstimates(List<LoggedDecision> rows, double[][] values) {
    this.rows = List.copyOf(rows);
    this.values = values;
  }

  /** Modelled rewards of the options of a row, in the order of its options. */
  public double[] values(int row) {
    return values[row].clone();
  }

  /** Doubly robust terms of a policy on the rows. */
  public DoublyRobustTerms terms(Policy policy) {
    List<OffPolicyRow> terms = new ArrayList<>(rows.size());
    for (int i = 0; i < values.length; i++) {
      LoggedDecision row = rows.get(i);
      double[] probabilities = policy.probabilities(row.context(), row.options());
      double expected = 0;
      for (int o = 0; o < probabilities.length; o++) {
        expected += probabilities[o] * values[i][o];
      }
      terms.add(
          new OffPolicyRow(
              row.group(),
              row.reward(),
              row.propensity(),
              probabilities[row.chosen()],
              new ModelValues(values[i][row.chosen()], expected)));
    }
    return new DoublyRobustTerms(terms);
  }
}

package dev.tracewise.learn.policy;

import dev.tracewise.judge.ClusteredMean;
import dev.tracewise.judge.OffPolicyEvaluation;
import dev.tracewise.judge.OffPolicyRow;
import dev.tracewise.judge.OffPolicyRow.ModelValues;
import dev.tracewise.judge.PairedTerms;
import dev.tracewise.judge.Trust;
import java.util.List;
import java.util.Objects;

/**
 * What a policy is worth on each row: expected modelled reward + weight · (reward − modelled reward
 * of what was chosen). Their mean is the doubly robust estimate.
 *
 * @param rows the rows, each with its model values
 */
public record DoublyRobustTerms(List<OffPolicyRow> rows) {
  /** Copies the rows. */
  public DoublyRobustTerms {
    rows = List.copyOf(rows);
  }

  /** The term of each row, in their order. */
  public double[] values() {
    return rows.stream().mapToDouble(DoublyRobustTerms::term).toArray();
  }

  private static double term(OffPolicyRow row) {
    ModelValues values = Objects.requireNonNull(row.values());
    return values.expected() + row.weight() * (row.reward() - values.chosen());
  }

  /** The estimate with its error by group. */
  public ClusteredMean estimate() {
    return ClusteredMean.of(values(), groups());
  }

  /** Every estimator on the same rows. */
  public OffPolicyEvaluation evaluation() {
    return OffPolicyEvaluation.of(rows);
  }

  /** Whether the weights carry an estimate. */
  public Trust trust() {
    return Trust.of(rows.stream().mapToDouble(OffPolicyRow::weight).toArray(), groups());
  }

  /** Paired with the logged behaviour, whose term is the reward itself. */
  public PairedTerms againstLogged() {
    return new PairedTerms(groups(), values(), rewards(), rewards());
  }

  /**
   * Paired with another policy.
   *
   * @param baseline terms of the other policy on the same rows, in the same order
   */
  public PairedTerms against(DoublyRobustTerms baseline) {
    return new PairedTerms(groups(), values(), baseline.values(), rewards());
  }

  private List<String> groups() {
    return rows.stream().map(OffPolicyRow::group).toList();
  }

  private double[] rewards() {
    return rows.stream().mapToDouble(OffPolicyRow::reward).toArray();
  }
}

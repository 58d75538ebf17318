package dev.tracewise.learn.policy;

/**
 * The doubly robust value Σ π(a) · s(a), where s(a) is the modelled reward of the option, corrected
 * for what was chosen by min(1/propensity, clip) · (reward − modelled reward); in units of the
 * rewards' standard deviation.
 *
 * @see <a href="https://arxiv.org/abs/1103.4601">Dudík, Langford &amp; Li 2011</a>
 */
final class DoublyRobustObjective implements RowObjective {
  private final EncodedLog log;
  private final RowScores scores;
  private final double[] slotScores;

  private DoublyRobustObjective(EncodedLog log, RowScores scores, double[] slotScores) {
    this.log = log;
    this.scores = scores;
    this.slotScores = slotScores;
  }

  /**
   * @param modelled modelled reward of every slot of the log
   */
  static DoublyRobustObjective of(EncodedLog log, RowScores scores, double[] modelled) {
    double[] slotScores = new double[modelled.length];
    for (int row = 0; row < log.rows; row++) {
      for (int slot = log.slotStart[row]; slot < log.slotStart[row + 1]; slot++) {
        slotScores[slot] = modelled[slot] / scores.scale();
      }
      int chosen = log.chosenSlot[row];
      double surprise = scores.reward(row) - modelled[chosen];
      slotScores[chosen] += scores.weight(row) * surprise / scores.scale();
    }
    return new DoublyRobustObjective(log, scores, slotScores);
  }

  @Override
  public double weight(int row) {
    return scores.rowWeight(row);
  }

  @Override
  public void slopes(int row, double[] probabilities, int n, double[] slopes) {
    int from = log.slotStart[row];
    double expected = 0;
    for (int o = 0; o < n; o++) {
      expected += probabilities[o] * slotScores[from + o];
    }
    for (int o = 0; o < n; o++) {
      slopes[o] = probabilities[o] * (slotScores[from + o] - expected);
    }
  }
}

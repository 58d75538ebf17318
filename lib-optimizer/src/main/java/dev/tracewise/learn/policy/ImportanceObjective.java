package dev.tracewise.learn.policy;

/**
 * The importance-weighted reward of what was chosen, min(1/propensity, clip) · (reward − shift) ·
 * π(chosen), in units of the rewards' standard deviation. Self-normalised, the shift follows the
 * policy's own self-normalised value, epoch by epoch (Dinkelbach's way to the best ratio).
 */
final class ImportanceObjective implements RowObjective {
  /** What the shift of the rewards is. */
  enum Shift {
    /** None: rewards as they are. */
    NONE,
    /** The self-normalised value of the policy. */
    SELF_NORMALISED
  }

  private final EncodedLog log;
  private final RowScores scores;
  private final Shift kind;
  private double shift;
  private double weightedRewards;
  private double weights;

  ImportanceObjective(EncodedLog log, RowScores scores, Shift kind) {
    this.log = log;
    this.scores = scores;
    this.kind = kind;
    this.shift = kind == Shift.NONE ? 0 : scores.meanReward();
  }

  @Override
  public double weight(int row) {
    return scores.rowWeight(row);
  }

  @Override
  public void slopes(int row, double[] probabilities, int n, double[] slopes) {
    int chosen = log.chosenSlot[row] - log.slotStart[row];
    double weight = scores.weight(row);
    double score = weight * (scores.reward(row) - shift) / scores.scale();
    double expected = probabilities[chosen] * score;
    for (int o = 0; o < n; o++) {
      slopes[o] = probabilities[o] * ((o == chosen ? score : 0) - expected);
    }
    double counted = scores.rowWeight(row) * weight * probabilities[chosen];
    weightedRewards += counted * scores.reward(row);
    weights += counted;
  }

  @Override
  public void epochEnds() {
    if (kind == Shift.SELF_NORMALISED && weights > 0) {
      shift = weightedRewards / weights;
    }
    weightedRewards = 0;
    weights = 0;
  }

  double shift() {
    return shift;
  }
}

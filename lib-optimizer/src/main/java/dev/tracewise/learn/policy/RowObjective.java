package dev.tracewise.learn.policy;

/** What a softmax is trained to maximise, row by row. */
interface RowObjective {
  /**
   * Slopes of the objective of a row by the scores of its slots.
   *
   * @param row row of the log
   * @param probabilities softmax of the scores, the first n count
   * @param n slots of the row
   * @param slopes where the slopes go
   */
  void slopes(int row, double[] probabilities, int n, double[] slopes);

  /** How much a row counts, ≥ 0. */
  default double weight(int row) {
    return 1;
  }

  /** Told when every row was seen once more. */
  default void epochEnds() {}
}

package dev.tracewise.learn.modality.simulation;

import java.util.List;

/** Learns the log odds that a training is worth it; real trees implement it on another floor. */
public interface DecisionLearner {
  /** Learns from examples with both labels. */
  Margins learn(List<DecisionExample> examples);

  /** What was learned. */
  interface Margins {
    /** The log odds of each row of features. */
    double[] of(double[][] rows);
  }
}

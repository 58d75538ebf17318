package dev.tracewise.learn.modality.simulation;

import dev.tracewise.learn.modality.ModelingContext;
import dev.tracewise.learn.modality.TrainingVerdict;

/** A way to decide when to train, for one world; it may learn from what trainings brought. */
public interface TrainingWay {
  /** The verdict about a modality on a day, from 0. */
  TrainingVerdict decide(int day, ModelingContext context);

  /**
   * Hears what a training brought.
   *
   * @param propensity probability that it was trained at all
   */
  default void trained(int day, ModelingContext context, double improvement, double propensity) {}

  /** Whether its verdicts to wait are forced now and then, so that it can learn. */
  default boolean explores() {
    return false;
  }
}

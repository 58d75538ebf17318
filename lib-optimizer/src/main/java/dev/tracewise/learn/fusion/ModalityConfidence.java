package dev.tracewise.learn.fusion;

import dev.tracewise.model.Errors;
import dev.tracewise.model.Modality;

/**
 * How sure the agent is that a query is about a modality.
 *
 * @param modality the modality
 * @param confidence in [0, 1]
 */
public record ModalityConfidence(Modality modality, double confidence) {
  /** Refuses a confidence that is not in [0, 1]. */
  public ModalityConfidence {
    if (!(confidence >= 0 && confidence <= 1)) {
      throw Errors.usage(
          "fuse modalities",
          "the confidence of " + modality.id() + " is " + confidence,
          "Confidences are numbers in [0, 1].");
    }
  }
}

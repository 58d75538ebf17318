package dev.tracewise.learn.booster;

import dev.tracewise.model.Errors;
import java.io.Serializable;

/**
 * How many dense features each source of an interaction is hashed into.
 *
 * @param input of the text of the context, 0 to 4096
 * @param output of the output, 0 to 4096
 * @param category of agent, chosen option and categories of the context, 1 to 4096
 */
public record FeatureWidths(int input, int output, int category) implements Serializable {
  private static final int LARGEST = 4096;

  /** The same without texts. */
  public FeatureWidths withoutTexts() {
    return new FeatureWidths(0, 0, category);
  }

  /** Refuses widths out of range. */
  public FeatureWidths {
    if (input < 0 || output < 0 || category < 1 || Math.max(input, output) > LARGEST) {
      throw Errors.usage(
          "set up features",
          "the widths are " + input + ", " + output + " and " + category,
          "Widths of texts are from 0 to 4096, that of categories is at least 1.");
    }
  }
}

package dev.tracewise.learn.modality;

import dev.tracewise.learn.text.QueryShape;
import java.io.Serializable;

/**
 * Which rows are good enough to learn from.
 *
 * @param minimumWords least words of a query, default 3
 * @param minimumConfidence least confidence, default 0.7; a row without confidence passes
 * @param outcomes which outcomes pass, default only successes
 */
public record ExampleFilter(int minimumWords, double minimumConfidence, Outcomes outcomes)
    implements Serializable {
  /** The seed's defaults. */
  public static final ExampleFilter DEFAULTS = new ExampleFilter(3, 0.7, Outcomes.SUCCESSES);

  /** Which outcomes pass. A share cannot be asked of a single row. */
  public enum Outcomes {
    /** Only rows that succeeded. */
    SUCCESSES,
    /** All rows. */
    ALL
  }

  /** Whether the row passes. */
  public boolean accepts(ModalityExample example) {
    Double confidence = example.confidence();
    return QueryShape.of(example.query()).length() >= minimumWords
        && (confidence == null || confidence >= minimumConfidence)
        && (outcomes == Outcomes.ALL || example.success());
  }
}

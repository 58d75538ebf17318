package dev.tracewise.learn.modality;

import dev.tracewise.model.Errors;
import java.io.Serializable;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A row that a modality learns from.
 *
 * @param query what was asked
 * @param agent the option chosen
 * @param confidence the agent's confidence in [0, 1]; null where none is logged
 * @param success whether it succeeded
 * @param features how many features are known of it
 * @param origin whether it happened or was made
 */
public record ModalityExample(
    String query,
    String agent,
    @Nullable Double confidence,
    boolean success,
    int features,
    Origin origin)
    implements Serializable {
  private static final int RICH = 5;

  /** Where a row comes from. It is never changed: synthetic stays synthetic. */
  public enum Origin {
    /** It happened. */
    REAL,
    /** It was made. */
    SYNTHETIC
  }

  /** Refuses a confidence that is not in [0, 1]. */
  public ModalityExample {
    if (confidence != null && !(confidence >= 0 && confidence <= 1)) {
      throw Errors.usage(
          "learn from a row",
          "its confidence is " + confidence,
          "A confidence is a number in [0, 1], or null where it is not known.");
    }
  }

  /** Counts and sums of rows: what the aggregation of Spark gives, for rows in memory. */
  public static ModalityCounts count(Collection<ModalityExample> examples) {
    List<ModalityExample> real = examples.stream().filter(e -> e.origin() == Origin.REAL).toList();
    Set<String> queries = new HashSet<>();
    Set<String> agents = new HashSet<>();
    long confidenceRows = 0;
    double sum = 0;
    double squares = 0;
    for (ModalityExample example : examples) {
      queries.add(example.query().strip().toLowerCase(Locale.ROOT));
      agents.add(example.agent());
      if (example.confidence() != null) {
        confidenceRows++;
        sum += example.confidence();
        squares += example.confidence() * example.confidence();
      }
    }
    return new ModalityCounts(
        examples.size(),
        real.size(),
        real.size(),
        real.stream().filter(ModalityExample::success).count(),
        examples.stream().filter(e -> e.features() > RICH).count(),
        confidenceRows,
        sum,
        squares,
        queries.size(),
        agents.size());
  }
}

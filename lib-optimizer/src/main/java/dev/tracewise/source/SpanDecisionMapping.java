package dev.tracewise.source;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which attributes of a span say that it is a decision, one mapping per convention. A span is a
 * decision when its attribute {@code chosen} is there; every other name may be null, for what the
 * convention does not carry.
 *
 * @param name name of the convention, for messages
 * @param chosen attribute with the name of the chosen option
 * @param options attribute with a JSON array of the names of the options
 * @param propensity attribute with the probability of the chosen option, in (0, 1]
 * @param confidence attribute with the agent's confidence, in [0, 1]
 * @param query attribute with what the user said
 * @param context attribute with a JSON object of {@code entities}, {@code relationships} and {@code
 *     enhanced_query}
 * @param processingTime attribute with the time it took
 * @param timeUnit unit of {@code processingTime}
 * @param quality attribute with the quality of the result, in [0, 1]
 * @param missingQuality what the quality is when the attribute is missing
 */
public record SpanDecisionMapping(
    String name,
    String chosen,
    @Nullable String options,
    @Nullable String propensity,
    @Nullable String confidence,
    @Nullable String query,
    @Nullable String context,
    @Nullable String processingTime,
    TimeUnit timeUnit,
    @Nullable String quality,
    MissingQuality missingQuality)
    implements Serializable {
  /** {@code tracewise.decision.*}: our own attributes, times in seconds. */
  public static final SpanDecisionMapping TRACEWISE =
      withPrefix("tracewise", "tracewise.decision.", TimeUnit.SECONDS, MissingQuality.UNKNOWN);

  /**
   * {@code routing.*}: the attributes of routing agents, times in milliseconds; quality is
   * estimated from the span's status and the number of its results, as their evaluator does.
   */
  public static final SpanDecisionMapping ROUTING =
      withPrefix("routing", "routing.", TimeUnit.MILLISECONDS, MissingQuality.STATUS_AND_RESULTS);

  /** The mappings that ship, by name. */
  public static final List<SpanDecisionMapping> SHIPPED = List.of(ROUTING, TRACEWISE);

  /** The unit of a time. */
  public enum TimeUnit {
    /** Seconds. */
    SECONDS(1.0),
    /** Milliseconds. */
    MILLISECONDS(0.001);

    private final double inSeconds;

    TimeUnit(double inSeconds) {
      this.inSeconds = inSeconds;
    }

    /** Length of one unit in seconds. */
    public double inSeconds() {
      return inSeconds;
    }
  }

  /** What stands for a quality that nobody gave. */
  public enum MissingQuality {
    /** Nothing: it is not known. */
    UNKNOWN,
    /** 0.1 for an error; else 0.5, +0.2 when OK, +0.1 with a result, +0.1 with five. */
    STATUS_AND_RESULTS
  }

  private static SpanDecisionMapping withPrefix(
      String name, String prefix, TimeUnit timeUnit, MissingQuality missingQuality) {
    return new SpanDecisionMapping(
        name,
        prefix + "chosen_agent",
        prefix + "options",
        prefix + "propensity",
        prefix + "confidence",
        prefix + "query",
        prefix + "context",
        prefix + "processing_time",
        timeUnit,
        prefix + "quality",
        missingQuality);
  }
}

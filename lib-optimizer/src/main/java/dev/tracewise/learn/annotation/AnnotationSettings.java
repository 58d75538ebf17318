package dev.tracewise.learn.annotation;

import dev.tracewise.model.Errors;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which spans are to be labelled, and by when.
 *
 * @param limit most new requests of a run, ≥ 1, default 50
 * @param confidenceThreshold θ: an agent that is less confident is unsure, default 0.6
 * @param lowConfidence an agent that is less confident is very unsure, at most θ, default 0.3
 * @param fairConfidence up to this confidence, included, an agent is only fairly sure, default 0.75
 * @param lookbackHours how long before the last look a span may have arrived and still be asked
 *     for, ≥ 1, default 24
 * @param humanWeight how much more than others a person's label counts in learning, &gt; 0, default
 *     2
 * @param sla by when a request is due
 */
public record AnnotationSettings(
    int limit,
    double confidenceThreshold,
    double lowConfidence,
    double fairConfidence,
    int lookbackHours,
    double humanWeight,
    Sla sla) {
  /** The defaults. */
  public static final AnnotationSettings DEFAULTS =
      new AnnotationSettings(
          50,
          0.6,
          0.3,
          0.75,
          24,
          2.0,
          new Sla(Duration.ofHours(4), Duration.ofHours(24), Duration.ofHours(72)));

  /** Refuses values out of range. */
  public AnnotationSettings {
    require(limit >= 1, "limit must be at least 1, but is " + limit);
    require(lookbackHours >= 1, "lookback-hours must be at least 1, but is " + lookbackHours);
    require(isShare(confidenceThreshold), outside("confidence-threshold", confidenceThreshold));
    require(isShare(fairConfidence), outside("fair-confidence", fairConfidence));
    require(
        isShare(lowConfidence) && lowConfidence <= confidenceThreshold,
        "low-confidence must be between 0 and confidence-threshold, but is " + lowConfidence);
    require(
        humanWeight > 0 && Double.isFinite(humanWeight),
        "human-weight must be above 0, but is " + humanWeight);
  }

  /**
   * By when a request is due after it was made.
   *
   * @param high of high priority, default 4 hours
   * @param medium of medium priority, default 24 hours
   * @param low of low priority, default 72 hours
   */
  public record Sla(Duration high, Duration medium, Duration low) {
    /** Refuses times that are not positive. */
    public Sla {
      for (Duration time : new Duration[] {high, medium, low}) {
        require(time.toMillis() > 0, "sla must be above 0, but is " + time);
      }
    }

    /** The time for a priority. */
    public Duration of(Priority priority) {
      return switch (priority) {
        case HIGH -> high;
        case MEDIUM -> medium;
        case LOW -> low;
      };
    }
  }

  /** The same with another limit. */
  public AnnotationSettings withLimit(int other) {
    return new AnnotationSettings(
        other, confidenceThreshold, lowConfidence, fairConfidence, lookbackHours, humanWeight, sla);
  }

  /**
   * Whether and why a span should be labelled.
   *
   * @param outcome what became of it
   * @param confidence the agent's own confidence in [0, 1]; null where it is not known, which makes
   *     it neither sure nor unsure
   */
  public Optional<AskReason> ask(SpanOutcome outcome, @Nullable Double confidence) {
    boolean unsure = confidence != null && confidence < confidenceThreshold;
    boolean veryUnsure = confidence != null && confidence < lowConfidence;
    return switch (outcome) {
      case FAILURE -> Optional.of(unsure ? AskReason.UNSURE_FAILURE : AskReason.FAILURE);
      case AMBIGUOUS ->
          Optional.of(veryUnsure ? AskReason.VERY_UNSURE : AskReason.AMBIGUOUS_OUTCOME);
      case SUCCESS -> {
        if (unsure) {
          yield Optional.of(veryUnsure ? AskReason.VERY_UNSURE : AskReason.UNSURE_SUCCESS);
        }
        yield confidence != null && confidence <= fairConfidence
            ? Optional.of(AskReason.FAIRLY_SURE_SUCCESS)
            : Optional.empty();
      }
    };
  }

  private static boolean isShare(double value) {
    return value >= 0 && value <= 1;
  }

  private static String outside(String key, double value) {
    return key + " must be between 0 and 1, but is " + value;
  }

  private static void require(boolean holds, String why) {
    if (!holds) {
      throw Errors.usage(
          "set up annotation", why, "conf/tracewise.conf has the defaults and the ranges.");
    }
  }
}

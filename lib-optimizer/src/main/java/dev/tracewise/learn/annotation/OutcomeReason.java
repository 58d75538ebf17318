package dev.tracewise.learn.annotation;

import java.util.Locale;

/** Why a span has its outcome; the first that holds, in this order. */
public enum OutcomeReason {
  /** A root: nothing called it, so nothing tells whether what it chose was used. */
  NO_PARENT_SPAN(SpanOutcome.AMBIGUOUS),
  /** The decision itself failed. */
  ROUTING_ERROR(SpanOutcome.FAILURE),
  /** What the decision led to failed. */
  DOWNSTREAM_ERROR(SpanOutcome.FAILURE),
  /** OK, and an option was chosen. */
  COMPLETED_SUCCESSFULLY(SpanOutcome.SUCCESS),
  /** None of these. */
  UNCLEAR_OUTCOME(SpanOutcome.AMBIGUOUS);

  private final SpanOutcome outcome;

  OutcomeReason(SpanOutcome outcome) {
    this.outcome = outcome;
  }

  /** The outcome that this is a reason of. */
  public SpanOutcome outcome() {
    return outcome;
  }

  /** The name in tables. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}

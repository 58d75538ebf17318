package dev.tracewise.learn.annotation;

import java.util.Locale;

/** What became of a decision, as far as its span tells. */
public enum SpanOutcome {
  /** The work was done. */
  SUCCESS,
  /** It was not. */
  FAILURE,
  /** The span does not tell. */
  AMBIGUOUS;

  /** The name in tables. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package dev.tracewise.learn.annotation;

import java.util.Locale;

/** How urgent a label is; the first is the most urgent. */
public enum Priority {
  /** Look at it today. */
  HIGH,
  /** Look at it tomorrow. */
  MEDIUM,
  /** Look at it when there is time. */
  LOW;

  /** The name in tables. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}

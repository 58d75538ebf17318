package dev.tracewise.learn.annotation;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Where a request for a label stands: PENDING → ASSIGNED → COMPLETED or EXPIRED. */
public enum RequestState {
  /** Waits for somebody. */
  PENDING,
  /** Somebody has it. */
  ASSIGNED,
  /** It was labelled in time. */
  COMPLETED,
  /** Nobody labelled it in time. */
  EXPIRED;

  /** The name in tables. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  private boolean isOpen() {
    return switch (this) {
      case PENDING, ASSIGNED -> true;
      case COMPLETED, EXPIRED -> false;
    };
  }

  private boolean mayBecome(RequestState next) {
    return switch (next) {
      case PENDING -> this == EXPIRED; // asked for again
      case ASSIGNED -> this == PENDING;
      case COMPLETED, EXPIRED -> isOpen();
    };
  }

  /** Names of the states from which a request may go there. */
  public static List<String> before(RequestState next) {
    return Arrays.stream(values())
        .filter(state -> state.mayBecome(next))
        .map(RequestState::id)
        .toList();
  }
}

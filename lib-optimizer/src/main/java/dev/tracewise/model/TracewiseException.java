package dev.tracewise.model;

import org.jspecify.annotations.Nullable;

/**
 * An error that a user can act on: its message says what could not be done, why, and how to mend
 * it. Only {@link Errors} makes one.
 */
public final class TracewiseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  TracewiseException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** Which of the ways to fail this is; it decides the exit code of a command. */
  public Kind kind() {
    return kind;
  }

  /** The ways to fail, with the exit code that a command ends with. */
  public enum Kind {
    /** The system could not do it: exit code 1. */
    FAILED(1),
    /** The command, its options or the configuration are wrong: exit code 2. */
    USAGE(2),
    /** The data cannot carry the claim: exit code 3. */
    REFUSED(3),
    /** Somebody stopped it on purpose; nothing is half-done: exit code 130. */
    CANCELLED(130);

    private final int exitCode;

    Kind(int exitCode) {
      this.exitCode = exitCode;
    }

    /** The exit code of a command that ends with this. */
    public int exitCode() {
      return exitCode;
    }
  }
}

package dev.tracewise.learn.data;

/**
 * What a check of a training set found.
 *
 * @param check name of the check, such as {@code group_leakage}
 * @param severity what follows
 * @param value what was measured
 * @param words what was found, in words
 */
public record Finding(String check, Severity severity, double value, String words) {
  /** What follows from a finding. */
  public enum Severity {
    /** Nothing. */
    OK,
    /** It is said. */
    WARNING,
    /** Nothing is trained. */
    REFUSED
  }
}

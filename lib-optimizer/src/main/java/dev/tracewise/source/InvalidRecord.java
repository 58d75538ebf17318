package dev.tracewise.source;

/** Leaves the reading of one record; never leaves this package. */
final class InvalidRecord extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  InvalidRecord(String reason, String field, String detail) {
    super(detail, null, false, false);
    this.problem = new Problem(reason, field.isEmpty() ? null : field, detail);
  }

  Problem problem() {
    return problem;
  }
}

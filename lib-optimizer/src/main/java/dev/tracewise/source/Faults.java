package dev.tracewise.source;

import org.jspecify.annotations.Nullable;

/** Collects what is wrong with one record; the first fault is the one that is reported. */
final class Faults {
  private @Nullable Problem first;

  void missing(String field) {
    add("missing_field", field, "The field " + field + " is missing.");
  }

  void wrongType(String field, String expected) {
    add("wrong_type", field, "The field " + field + " should be " + expected + ".");
  }

  void impossibleTime(String field, String why) {
    add("impossible_time", field, "The time in " + field + " " + why + ".");
  }

  void outOfRange(String field, String expected) {
    add("out_of_range", field, "The number in " + field + " should be " + expected + ".");
  }

  void add(String reason, String field, String detail) {
    if (first == null) {
      first = new Problem(reason, field.isEmpty() ? null : field, detail);
    }
  }

  @Nullable Problem first() {
    return first;
  }
}

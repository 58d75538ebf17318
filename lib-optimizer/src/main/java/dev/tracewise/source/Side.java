package dev.tracewise.source;

/** The two sides of a span. */
enum Side {
  INPUT("user"),
  OUTPUT("assistant");

  private final String role;

  Side(String role) {
    this.role = role;
  }

  /** Who speaks on this side where a message does not say. */
  String role() {
    return role;
  }
}

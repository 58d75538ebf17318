package dev.tracewise.table;

import java.util.Locale;

/** Where a version stands. */
public enum VersionStatus {
  /** Made, not live yet. */
  CANDIDATE,
  /** Live; at most one per tenant, kind and scope. */
  ACTIVE,
  /** Was live. */
  RETIRED,
  /** Ruled out by people. */
  REJECTED;

  /** The name in tables. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  static VersionStatus of(String id) {
    return valueOf(id.toUpperCase(Locale.ROOT));
  }
}

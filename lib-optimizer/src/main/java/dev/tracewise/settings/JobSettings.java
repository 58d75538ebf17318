package dev.tracewise.settings;

import java.util.regex.Pattern;

/**
 * What every job needs to know.
 *
 * @param warehouse root of the tables, a path or URI that Hadoop understands
 * @param tenant whose rows are read and written: letters, digits, dot, underscore, hyphen; it is
 *     part of paths
 * @param seed seed of everything random
 */
public record JobSettings(String warehouse, String tenant, long seed) {
  private static final Pattern TENANT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

  /** Refuses an empty warehouse and a tenant that cannot be part of a path. */
  public JobSettings {
    if (warehouse.isBlank()) {
      throw new IllegalArgumentException("warehouse must not be empty");
    }
    if (!TENANT.matcher(tenant).matches()) {
      throw new IllegalArgumentException(
          "tenant must be 1 to 128 letters, digits, dots, underscores or hyphens, the first of"
              + " them a letter or digit, but is \""
              + tenant
              + "\"");
    }
  }
}

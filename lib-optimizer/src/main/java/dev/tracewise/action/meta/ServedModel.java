package dev.tracewise.action.meta;

import dev.tracewise.table.VersionRegistry;
import dev.tracewise.table.VersionRow;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A version that serves, as it is shipped to executors.
 *
 * @param scope what it is for, written; null for everything
 * @param label its name
 * @param artifact what it is made of
 */
public record ServedModel(@Nullable String scope, String label, byte[] artifact)
    implements Serializable {
  /** A version for what its scope says. */
  public static ServedModel live(VersionRegistry registry, VersionRow version) {
    return new ServedModel(version.scope(), version.label(), registry.artifact(version).bytes());
  }

  /** A version for everything, since somebody named it. */
  public static ServedModel named(VersionRegistry registry, VersionRow version) {
    return new ServedModel(null, version.label(), registry.artifact(version).bytes());
  }
}

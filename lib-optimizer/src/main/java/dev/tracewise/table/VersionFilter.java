package dev.tracewise.table;

import dev.tracewise.model.VersionKind;
import org.jspecify.annotations.Nullable;

/**
 * Which versions are meant; null is any.
 *
 * @param kind kind of version
 * @param agentId agent of the scope
 * @param modality modality of the scope
 */
public record VersionFilter(
    @Nullable VersionKind kind, @Nullable String agentId, @Nullable String modality) {
  /** Every version. */
  public static final VersionFilter ANY = new VersionFilter(null, null, null);

  /** Whether a version is among those that are meant. */
  public boolean means(VersionRow version) {
    return (kind == null || kind.id().equals(version.kind()))
        && (agentId == null || agentId.equals(version.agentId()))
        && (modality == null || modality.equals(version.modality()));
  }
}

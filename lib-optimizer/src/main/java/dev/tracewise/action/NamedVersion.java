package dev.tracewise.action;

import dev.tracewise.model.VersionKind;
import dev.tracewise.table.VersionFilter;
import dev.tracewise.table.VersionReference;
import dev.tracewise.table.VersionRegistry;
import dev.tracewise.table.VersionRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the predictor that somebody means by a number. */
final class NamedVersion {
  private NamedVersion() {}

  /**
   * The version: one of the agent's own before one of all agents.
   *
   * @param agentId the agent; null for those of all agents only
   * @param modality its modality; null for any, as long as there is one
   */
  static VersionRow find(
      VersionRegistry registry,
      String tenantId,
      VersionKind kind,
      @Nullable String agentId,
      @Nullable String modality,
      VersionReference reference) {
    List<VersionRow> found =
        registry.list(tenantId, new VersionFilter(kind, null, modality)).stream()
            .filter(row -> row.version() == reference.number())
            .filter(row -> row.agentId() == null || row.agentId().equals(agentId))
            .toList();
    List<VersionRow> own = found.stream().filter(row -> row.agentId() != null).toList();
    return reference.one(own.isEmpty() ? found : own);
  }
}

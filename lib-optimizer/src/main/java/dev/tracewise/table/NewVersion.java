package dev.tracewise.table;

import dev.tracewise.model.Evidence;
import dev.tracewise.model.Scope;
import dev.tracewise.model.VersionKind;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A version that is not in the registry yet.
 *
 * @param kind kind of version
 * @param scope what it is for
 * @param artifact what it is made of
 * @param metrics metrics by name
 * @param evidence why it may, or may not, go live
 * @param parentVersion version it was made from
 * @param provenance what it was made from
 * @param createdBy who or which command made it
 */
public record NewVersion(
    VersionKind kind,
    Scope scope,
    Artifact artifact,
    Map<String, Double> metrics,
    @Nullable Evidence evidence,
    @Nullable Long parentVersion,
    Provenance provenance,
    String createdBy) {
  /** Copies the metrics. */
  public NewVersion {
    metrics = Map.copyOf(metrics);
  }
}

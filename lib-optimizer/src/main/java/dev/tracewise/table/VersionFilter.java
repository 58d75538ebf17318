package dev.tracewise.table;

import dev.tracewise.model.VersionKind;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;

/**
 * Which versions are meant; null is any.
 *
 * @param kind kind of version
 * @param agentId agent of the scope
 * @param modality modality of the scope
 * @param version number
 */
public record VersionFilter(
    @Nullable VersionKind kind,
    @Nullable String agentId,
    @Nullable String modality,
    @Nullable Long version) {
  /** Every version. */
  public static final VersionFilter ANY = new VersionFilter(null, null, null, null);

  /** The filter over the columns of {@code model_versions}. */
  public Column condition() {
    Column condition = functions.lit(true);
    if (kind != null) {
      condition = condition.and(WarehouseTable.tenantIs("kind", kind.id()));
    }
    if (agentId != null) {
      condition = condition.and(WarehouseTable.tenantIs("agent_id", agentId));
    }
    if (modality != null) {
      condition = condition.and(WarehouseTable.tenantIs("modality", modality));
    }
    if (version != null) {
      condition = condition.and(functions.col("version").equalTo(functions.lit(version)));
    }
    return condition;
  }

  /** The filter in words, for messages. */
  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    parts.add(version == null ? "version" : "version " + version);
    if (kind != null) {
      parts.add("of kind " + kind.id());
    }
    if (agentId != null) {
      parts.add("of agent \"" + agentId + "\"");
    }
    if (modality != null) {
      parts.add("of modality " + modality);
    }
    return String.join(" ", parts);
  }
}

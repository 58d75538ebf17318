package dev.tracewise.table;

import dev.tracewise.model.Evidence;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * One version of a policy, a prompt or a model.
 *
 * @param tenantId who owns the row
 * @param kind kind of version, such as {@code routing_policy}
 * @param scope what it is for, as {@code Scope.id()} writes it
 * @param version 1, 2, … within tenant, kind and scope
 * @param agentId the agent of the scope
 * @param modality the modality of the scope
 * @param status where it stands
 * @param artifactSha256 hash of what it is made of
 * @param artifactUri file of a large artefact
 * @param metrics metrics by name
 * @param evidence why it may, or may not, go live
 * @param parentVersion version it was made from
 * @param provenance what it was made from
 * @param createdAt when it was made
 * @param createdBy who made it
 * @param activatedAt when it last went live or was taken back
 * @param activatedBy who did that
 * @param activationReason why
 */
public record VersionRow(
    String tenantId,
    String kind,
    String scope,
    long version,
    @Nullable String agentId,
    @Nullable String modality,
    VersionStatus status,
    String artifactSha256,
    @Nullable String artifactUri,
    Map<String, Double> metrics,
    @Nullable Evidence evidence,
    @Nullable Long parentVersion,
    Provenance provenance,
    Instant createdAt,
    String createdBy,
    @Nullable Instant activatedAt,
    @Nullable String activatedBy,
    @Nullable String activationReason) {
  /** By kind, scope and number. */
  public static final Comparator<VersionRow> ORDER =
      Comparator.comparing(VersionRow::kind)
          .thenComparing(VersionRow::scope)
          .thenComparingLong(VersionRow::version);

  /** Copies the metrics, sorted by name. */
  public VersionRow {
    metrics = Collections.unmodifiableMap(new TreeMap<>(metrics));
  }

  /**
   * How it is written on the command line: {@code AGENT/KIND@N}, or the scope where no agent is.
   */
  public String label() {
    return (agentId == null || modality != null ? scope : agentId) + "/" + kind + "@" + version;
  }

  Row row() {
    return Rows.of(
        tenantId,
        kind,
        scope,
        version,
        agentId,
        modality,
        status.id(),
        artifactSha256,
        artifactUri,
        Rows.map(metrics),
        EvidenceColumn.row(evidence),
        parentVersion,
        provenance.row(),
        createdAt,
        createdBy,
        activatedAt,
        activatedBy,
        activationReason);
  }

  /** The version of a row of {@code model_versions}. */
  public static VersionRow of(Row row) {
    return new VersionRow(
        Rows.text(row, "tenant_id"),
        Rows.text(row, "kind"),
        Rows.text(row, "scope"),
        row.<Long>getAs("version"),
        Rows.textOrNull(row, "agent_id"),
        Rows.textOrNull(row, "modality"),
        VersionStatus.of(Rows.text(row, "status")),
        Rows.text(row, "artifact_sha256"),
        Rows.textOrNull(row, "artifact_uri"),
        Rows.entries(row, "metrics"),
        EvidenceColumn.of(row.getAs("evidence")),
        Rows.longOrNull(row, "parent_version"),
        Provenance.of(row.getAs("provenance")),
        Rows.time(row, "created_at"),
        Rows.text(row, "created_by"),
        Rows.timeOrNull(row, "activated_at"),
        Rows.textOrNull(row, "activated_by"),
        Rows.textOrNull(row, "activation_reason"));
  }
}

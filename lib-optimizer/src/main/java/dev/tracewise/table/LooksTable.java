package dev.tracewise.table;

import static dev.tracewise.table.Shapes.DOUBLE;
import static dev.tracewise.table.Shapes.INT;
import static dev.tracewise.table.Shapes.LONG;
import static dev.tracewise.table.Shapes.STRING;
import static dev.tracewise.table.Shapes.TENANT_COMMENT;
import static dev.tracewise.table.Shapes.TIMESTAMP;

import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Looks of the gate at evidence; looking again costs confidence. */
public final class LooksTable {
  /** The table. */
  public static final TableDefinition DEFINITION =
      TableDefinition.named("looks", "Looks of the gate at evidence, one row per look")
          .required("tenant_id", STRING, TENANT_COMMENT)
          .required("kind", STRING, "kind of version that was judged")
          .required("scope", STRING, "scope that was judged")
          .required("sequence", LONG, "number of the look in this scope, from 1")
          .required("look", INT, "number k in its series; a look at new rows only starts at 1")
          .nullable("run_id", STRING, "run that looked; null for a re-check at activation")
          .nullable("dataset_sha256", STRING, "content hash of the data looked at")
          .required("level", DOUBLE, "one-sided level of the look: 0.025 / 2^(k-1)")
          .required("row_hashes", "array<bigint>", "hashes of the rows of evidence")
          .required("looked_at", TIMESTAMP, "when")
          .key("tenant_id", "kind", "scope", "sequence")
          .clusteredBy("tenant_id", "kind", "scope")
          .check("look_counts_from_one", "look >= 1 AND sequence >= 1")
          .check("level_possible", "level > 0 AND level <= 0.025")
          .build();

  private LooksTable() {}

  /**
   * One look.
   *
   * @param tenantId who owns the row
   * @param kind kind of version
   * @param scope scope
   * @param sequence number of the look in this scope, from 1
   * @param look number k in its series
   * @param runId run that looked
   * @param datasetSha256 content hash of the data
   * @param level one-sided level
   * @param rowHashes hashes of the rows of evidence
   * @param lookedAt when
   */
  public record Look(
      String tenantId,
      String kind,
      String scope,
      long sequence,
      int look,
      @Nullable String runId,
      @Nullable String datasetSha256,
      double level,
      List<Long> rowHashes,
      Instant lookedAt) {
    /** Copies the hashes. */
    public Look {
      rowHashes = List.copyOf(rowHashes);
    }
  }

  /** The row of a look. */
  public static Row row(Look look) {
    return Rows.of(
        look.tenantId(),
        look.kind(),
        look.scope(),
        look.sequence(),
        look.look(),
        look.runId(),
        look.datasetSha256(),
        look.level(),
        Rows.array(look.rowHashes()),
        look.lookedAt());
  }

  /** The look of a row. */
  public static Look of(Row row) {
    return new Look(
        Rows.text(row, "tenant_id"),
        Rows.text(row, "kind"),
        Rows.text(row, "scope"),
        row.<Long>getAs("sequence"),
        row.<Integer>getAs("look"),
        Rows.textOrNull(row, "run_id"),
        Rows.textOrNull(row, "dataset_sha256"),
        row.<Double>getAs("level"),
        Rows.list(row, "row_hashes"),
        Rows.time(row, "looked_at"));
  }
}

package dev.tracewise.table;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * What a version was made from, enough to make it again.
 *
 * @param tableVersions Delta versions of the tables that were read, by name
 * @param datasetSha256 content hash of the training set
 * @param configurationSha256 SHA-256 of the configuration
 * @param configuration the configuration as JSON
 * @param seed seed
 * @param build version and commit of the program
 * @param runId run that made it
 */
public record Provenance(
    Map<String, Long> tableVersions,
    @Nullable String datasetSha256,
    String configurationSha256,
    String configuration,
    long seed,
    String build,
    @Nullable String runId) {
  /** Copies the versions, sorted by table. */
  public Provenance {
    tableVersions = Collections.unmodifiableMap(new TreeMap<>(tableVersions));
  }

  Row row() {
    return Rows.of(
        Rows.map(tableVersions),
        datasetSha256,
        configurationSha256,
        configuration,
        seed,
        build,
        runId);
  }

  static Provenance of(Row row) {
    return new Provenance(
        Rows.<Long>entries(row, "table_versions"),
        Rows.textOrNull(row, "dataset_sha256"),
        Rows.text(row, "configuration_sha256"),
        Rows.text(row, "configuration"),
        row.<Long>getAs("seed"),
        Rows.text(row, "build"),
        Rows.textOrNull(row, "run_id"));
  }
}

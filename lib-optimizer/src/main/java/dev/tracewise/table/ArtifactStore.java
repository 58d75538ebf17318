package dev.tracewise.table;

import dev.tracewise.model.Errors;
import dev.tracewise.model.VersionKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Artefacts by hash: small ones in the table, large ones in files beside it. Nothing ever changes.
 */
public final class ArtifactStore {
  private static final int LARGEST_IN_TABLE = 1 << 20;
  private static final String FOLDER = "_artifacts";

  private final Warehouse warehouse;
  private final WarehouseTable table;

  /** The store of a warehouse. */
  public ArtifactStore(Warehouse warehouse) {
    this.warehouse = warehouse;
    this.table = warehouse.table(ArtifactsTable.DEFINITION);
  }

  /**
   * Where an artefact lies.
   *
   * @param sha256 its hash
   * @param uri its file; null where it lies in the table
   */
  public record Stored(String sha256, @Nullable String uri) {}

  /** Stores an artefact; one that is already there stays as it is. */
  public Stored put(String tenant, VersionKind kind, Artifact artifact, Instant at) {
    String sha256 = artifact.sha256();
    boolean large = artifact.size() > LARGEST_IN_TABLE;
    String uri = large ? writeFile(tenant, sha256, artifact) : null;
    Row row =
        Rows.of(
            tenant,
            sha256,
            kind.id(),
            artifact.mediaType(),
            large ? null : artifact.bytes(),
            uri,
            (long) artifact.size(),
            at);
    table.insertMissing(tenant, table.rows(List.of(row)));
    return new Stored(sha256, uri);
  }

  /** The artefact of that hash; an error where it is missing or its bytes have another hash. */
  public Artifact load(String tenant, String sha256) {
    return of(
        table.read(tenant).where(WarehouseTable.tenantIs("sha256", sha256)).collectAsList(),
        tenant,
        sha256,
        warehouse::hadoopConfiguration);
  }

  /** The artefact of a hash among rows of the table, checked. */
  static Artifact of(
      List<Row> rows, String tenant, String sha256, Supplier<Configuration> configuration) {
    if (rows.isEmpty()) {
      throw Errors.usage(
          "load artefact " + sha256,
          "tenant \"" + tenant + "\" has no such artefact",
          "List the versions with: tracewise versions list.");
    }
    Artifact artifact = artifact(rows.get(0), configuration);
    if (!artifact.sha256().equals(sha256)) {
      throw Errors.failed(
          "load artefact " + sha256,
          "its bytes have the hash " + artifact.sha256(),
          "Restore the file from a backup, or make the version again with: tracewise reproduce.",
          new IOException("hash mismatch"));
    }
    return artifact;
  }

  private static Artifact artifact(Row row, Supplier<Configuration> configuration) {
    byte[] bytes = row.getAs("bytes");
    String uri = Rows.textOrNull(row, "uri");
    return Artifact.of(
        Rows.text(row, "media_type"),
        bytes == null && uri != null ? readFile(uri, configuration.get()) : bytes);
  }

  private String writeFile(String tenant, String sha256, Artifact artifact) {
    Path folder = warehouse.tenantFolder(FOLDER, tenant);
    Path target = new Path(folder, sha256);
    try {
      FileSystem files = folder.getFileSystem(warehouse.hadoopConfiguration());
      if (!files.exists(target)) {
        Path aside = TenantFiles.aside(folder);
        try (OutputStream out = files.create(aside, false)) {
          out.write(artifact.bytes());
        }
        TenantFiles.settle(files, aside, target);
      }
      return target.toString();
    } catch (IOException e) {
      throw TenantFiles.unreachable("store artefact " + sha256, e);
    }
  }

  private static byte[] readFile(String uri, Configuration configuration) {
    Path path = new Path(uri);
    try (InputStream in = path.getFileSystem(configuration).open(path)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw TenantFiles.unreachable("read artefact " + uri, e);
    }
  }
}

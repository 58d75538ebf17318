package dev.tracewise.table;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Training sets that are kept as long as a version made of them: JSON lines in key order,
 * compressed, named by the hash of their uncompressed content. They outlast VACUUM of the tables.
 */
public final class Datasets {
  private static final String FOLDER = "_datasets";
  private static final String SUFFIX = ".jsonl.gz";
  private static final String NOTE = ".counts.json";

  private final Warehouse warehouse;

  /** The training sets of a warehouse. */
  public Datasets(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  /**
   * Writes rows in key order by one task. Content that is there already is not written again.
   *
   * @param rows rows of one tenant
   * @param key columns that order the rows totally
   * @return SHA-256 of the uncompressed lines, lower-case hex
   */
  public String write(String tenant, Dataset<Row> rows, List<String> key) {
    Column[] order = key.stream().map(name -> col(name)).toArray(Column[]::new);
    Column[] columns =
        java.util.Arrays.stream(rows.columns())
            .map(name -> col("`" + name + "`"))
            .toArray(Column[]::new);
    String folder = warehouse.tenantFolder(FOLDER, tenant).toString();
    SerializableConfiguration configuration =
        new SerializableConfiguration(warehouse.hadoopConfiguration());
    MapPartitionsFunction<String, String> write =
        lines -> List.of(writeLines(lines, folder, configuration)).iterator();
    List<String> written =
        rows.repartition(1)
            .sortWithinPartitions(order)
            .select(to_json(struct(columns), Map.of("ignoreNullFields", "false")).as("line"))
            .as(Encoders.STRING())
            .mapPartitions(write, Encoders.STRING())
            .collectAsList();
    return written.isEmpty() ? writeNothing(folder, configuration) : written.get(0);
  }

  /** Spark runs no task where there are no rows. */
  private static String writeNothing(String folder, SerializableConfiguration configuration) {
    try {
      return writeLines(Collections.emptyIterator(), folder, configuration);
    } catch (IOException e) {
      throw TenantFiles.unreachable("write an empty training set", e);
    }
  }

  /** The training set of that hash; it can be shipped to executors and opened there. */
  public DatasetFile open(String tenant, String sha256) {
    Path file = new Path(warehouse.tenantFolder(FOLDER, tenant), sha256 + SUFFIX);
    return new DatasetFile(
        file.toString(), new SerializableConfiguration(warehouse.hadoopConfiguration()));
  }

  /** Puts a note beside a training set, such as what was counted in it; it replaces an earlier. */
  public void note(String tenant, String sha256, String text) {
    Path note = notePath(tenant, sha256);
    try {
      FileSystem files = note.getFileSystem(warehouse.hadoopConfiguration());
      Path aside = TenantFiles.aside(note.getParent());
      try (FSDataOutputStream out = files.create(aside, false)) {
        out.write(text.getBytes(StandardCharsets.UTF_8));
      }
      files.delete(note, false);
      TenantFiles.settle(files, aside, note);
    } catch (IOException e) {
      throw TenantFiles.unreachable("write a note on training set " + sha256, e);
    }
  }

  /** The note beside a training set, if there is one. */
  public Optional<String> note(String tenant, String sha256) {
    Path note = notePath(tenant, sha256);
    try {
      FileSystem files = note.getFileSystem(warehouse.hadoopConfiguration());
      if (!files.exists(note)) {
        return Optional.empty();
      }
      try (InputStream in = files.open(note)) {
        return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw TenantFiles.unreachable("read the note on training set " + sha256, e);
    }
  }

  private Path notePath(String tenant, String sha256) {
    return new Path(warehouse.tenantFolder(FOLDER, tenant), sha256 + NOTE);
  }

  /** The training set of that hash under a root, if it is still there. */
  static Optional<DatasetFile> find(
      String root, String tenant, String sha256, Configuration configuration) {
    Path file = new Path(Warehouse.tenantFolder(root, FOLDER, tenant), sha256 + SUFFIX);
    try {
      return file.getFileSystem(configuration).exists(file)
          ? Optional.of(
              new DatasetFile(file.toString(), new SerializableConfiguration(configuration)))
          : Optional.empty();
    } catch (IOException e) {
      throw TenantFiles.unreachable("find training set " + sha256, e);
    }
  }

  private static String writeLines(
      Iterator<String> lines, String folderName, SerializableConfiguration configuration)
      throws IOException {
    Path folder = new Path(folderName);
    FileSystem files = folder.getFileSystem(configuration.value());
    Path aside = TenantFiles.aside(folder);
    MessageDigest digest = digest();
    try (GZIPOutputStream compressed = new GZIPOutputStream(files.create(aside, false), 1 << 16);
        Writer out =
            new BufferedWriter(
                new OutputStreamWriter(
                    new DigestOutputStream(compressed, digest), StandardCharsets.UTF_8))) {
      while (lines.hasNext()) {
        out.write(lines.next());
        out.write('\n');
      }
    } catch (IOException | RuntimeException e) {
      files.delete(aside, false);
      throw e;
    }
    String sha256 = HexFormat.of().formatHex(digest.digest());
    TenantFiles.settle(files, aside, new Path(folder, sha256 + SUFFIX));
    return sha256;
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}

package dev.tracewise.table;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * The root under which the tables lie, seen through a session. Tables come into being at their
 * first write; a table that is not there yet reads as empty, so that reading commands write
 * nothing.
 */
public final class Warehouse {
  private final SparkSession spark;
  private final String root;
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  /**
   * A warehouse.
   *
   * @param spark a session with {@link SessionDefaults}
   * @param root URI of the root, such as {@code s3a://bucket/warehouse} or a local folder
   */
  public Warehouse(SparkSession spark, URI root) {
    this(spark, rootOf(root));
  }

  private Warehouse(SparkSession spark, String root) {
    this.spark = spark;
    this.root = root;
  }

  /** The session. */
  public SparkSession spark() {
    return spark;
  }

  /** The root without a slash at its end. */
  public String root() {
    return root;
  }

  /** The same warehouse through another session. */
  Warehouse seenThrough(SparkSession session) {
    return new Warehouse(session, root);
  }

  /** A table of this warehouse, whether it exists yet or not. */
  public WarehouseTable table(TableDefinition definition) {
    return new WarehouseTable(this, definition);
  }

  /** Where a table or a folder of the warehouse lies. */
  public String location(String name) {
    return root + "/" + name;
  }

  /**
   * Folder of one tenant under a folder of the warehouse, such as {@code _datasets/tenant=acme}.
   */
  public Path tenantFolder(String folder, String tenant) {
    return tenantFolder(root, folder, tenant);
  }

  /** The same under a root. */
  static Path tenantFolder(String root, String folder, String tenant) {
    return new Path(root + "/" + folder, "tenant=" + escape(tenant));
  }

  /** Settings of the file systems. */
  public Configuration hadoopConfiguration() {
    return spark.sparkContext().hadoopConfiguration();
  }

  Set<String> known() {
    return known;
  }

  /** A root as {@link #root()} writes it. */
  static String rootOf(URI root) {
    return stripSlash(new Path(root.getScheme() == null ? localUri(root) : root).toString());
  }

  private static URI localUri(URI root) {
    return java.nio.file.Path.of(root.getPath()).toAbsolutePath().toUri();
  }

  private static String stripSlash(String uri) {
    return uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
  }

  /** Tenant ids come from outside: all but letters, digits, dash and underscore is encoded. */
  private static String escape(String tenant) {
    StringBuilder escaped = new StringBuilder();
    for (byte b : tenant.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '-'
              || c == '_';
      escaped.append(plain ? String.valueOf(c) : String.format("%%%02X", (int) c));
    }
    return escaped.toString();
  }
}

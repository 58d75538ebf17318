package dev.tracewise;

import dev.tracewise.table.SessionDefaults;
import dev.tracewise.table.Warehouse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/** The one Spark session of a test JVM, and fresh warehouses under target. */
public final class SparkSupport {
  private SparkSupport() {}

  /** The session, with two threads and no UI. */
  public static SparkSession spark() {
    return Holder.SESSION;
  }

  /** An empty warehouse in a folder of its own. */
  public static Warehouse freshWarehouse() {
    return new Warehouse(spark(), freshFolder("warehouse").toUri());
  }

  /** An empty folder under target. */
  public static Path freshFolder(String purpose) {
    try {
      Path parent = Files.createDirectories(Path.of("target", "spark-tests").toAbsolutePath());
      return Files.createTempDirectory(parent, purpose);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Holder {
    static final SparkSession SESSION = start();

    private static SparkSession start() {
      SparkSession session =
          SessionDefaults.apply(SparkSession.builder())
              .master("local[2]")
              .appName("tests")
              .config("spark.ui.enabled", "false")
              .config("spark.sql.shuffle.partitions", "1")
              .config("spark.sql.warehouse.dir", freshFolder("spark-warehouse").toString())
              .getOrCreate();
      session.sparkContext().setLogLevel(SessionDefaults.LOG_LEVEL);
      return session;
    }
  }
}

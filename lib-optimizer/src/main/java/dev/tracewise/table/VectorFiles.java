package dev.tracewise.table;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Vectors of texts, a cache of one tenant and one embedder: Parquet files by the hash of the text,
 * without the text. Files are only added; whoever deletes them pays with embedding once more.
 */
public final class VectorFiles {
  /** The column of the SHA-256 of the text in UTF-8, lower-case hex. */
  public static final String HASH = "text_sha256";

  /** The column of the vector. */
  public static final String VECTOR = "vector";

  /** The columns. */
  public static final StructType SCHEMA =
      new StructType()
          .add(HASH, DataTypes.StringType, false)
          .add(VECTOR, DataTypes.createArrayType(DataTypes.FloatType, false), false);

  private static final String FOLDER = "_embeddings";

  private final Warehouse warehouse;
  private final Path folder;

  /**
   * @param embedder name of the embedder
   */
  public VectorFiles(Warehouse warehouse, String tenant, String embedder) {
    this.warehouse = warehouse;
    this.folder = new Path(warehouse.tenantFolder(FOLDER, tenant), embedder);
  }

  /** All vectors, one of each text. */
  public Dataset<Row> read() {
    return exists()
        ? warehouse.spark().read().schema(SCHEMA).parquet(folder.toString()).dropDuplicates(HASH)
        : warehouse.spark().createDataFrame(List.of(), SCHEMA);
  }

  /** Adds vectors; of a text that two runs embedded at once both are kept, and are the same. */
  public void add(Dataset<Row> vectors) {
    vectors.write().mode(SaveMode.Append).parquet(folder.toString());
  }

  private boolean exists() {
    try {
      return folder.getFileSystem(warehouse.hadoopConfiguration()).exists(folder);
    } catch (IOException e) {
      throw TenantFiles.unreachable("read the vectors in " + folder, e);
    }
  }
}

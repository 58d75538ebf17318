package dev.tracewise.action.meta;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.sha2;

import dev.tracewise.action.JobDescription;
import dev.tracewise.learn.booster.TextEmbedding;
import dev.tracewise.llm.MiniLm;
import dev.tracewise.table.VectorFiles;
import dev.tracewise.table.Warehouse;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Vectors of the texts of interactions. A text is embedded once for a tenant, on executors, and
 * kept by the hash of its content: the next training embeds only texts that are new.
 */
final class TextVectors {
  /** The embedder that all processes have. */
  static final TextEmbedding EMBEDDING = new TextEmbedding(MiniLm.NAME, MiniLm.DIMENSIONS);

  /** The column with the vector of the context's text. */
  static final String INPUT = "input_vector";

  /** The column with the vector of the output. */
  static final String OUTPUT = "output_vector";

  private static final int TEXTS_PER_TASK = 256;
  private static final int HASH_BITS = 256;

  private final Warehouse warehouse;
  private final VectorFiles files;

  TextVectors(Warehouse warehouse, String tenant) {
    this.warehouse = warehouse;
    this.files = new VectorFiles(warehouse, tenant, EMBEDDING.model());
  }

  /** The rows with {@value #INPUT} and {@value #OUTPUT}, null where there is no text. */
  Dataset<Row> joined(Dataset<Row> interactions) {
    embedMissing(interactions);
    Dataset<Row> known = files.read();
    return with(
        with(interactions, col("context.text"), INPUT, known), col("output"), OUTPUT, known);
  }

  private static Dataset<Row> with(
      Dataset<Row> interactions, Column text, String name, Dataset<Row> known) {
    String key = name + "_hash";
    return interactions
        .withColumn(key, hash(text))
        .join(
            known.select(col(VectorFiles.HASH).as(key), col(VectorFiles.VECTOR).as(name)),
            new String[] {key},
            "left")
        .drop(key);
  }

  private void embedMissing(Dataset<Row> interactions) {
    Dataset<Row> texts =
        interactions
            .select(explode(array(col("context.text"), col("output"))).as("text"))
            .where("text IS NOT NULL")
            .withColumn(VectorFiles.HASH, hash(col("text")))
            .dropDuplicates(VectorFiles.HASH);
    Dataset<Row> missing =
        texts
            .join(
                files.read().select(VectorFiles.HASH), new String[] {VectorFiles.HASH}, "left_anti")
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      long count = missing.count();
      if (count > 0) {
        JobDescription.during(
            warehouse.spark().sparkContext(),
            "embed " + count + " texts",
            () -> {
              files.add(
                  EmbedTask.vectors(missing.repartition(tasks(count), col(VectorFiles.HASH))));
              return count;
            });
      }
    } finally {
      missing.unpersist();
    }
  }

  /** Enough for every core, no more files than worth it. */
  private int tasks(long texts) {
    int most = 4 * warehouse.spark().sparkContext().defaultParallelism();
    return (int) Math.max(1, Math.min(most, texts / TEXTS_PER_TASK));
  }

  private static Column hash(Column text) {
    return sha2(text.cast("binary"), HASH_BITS);
  }

  /** The vector in a column of a row. */
  static float[] vector(Row row, String column) {
    List<Float> values = row.getList(row.fieldIndex(column));
    float[] vector = new float[values.size()];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = values.get(i);
    }
    return vector;
  }
}

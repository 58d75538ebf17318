package dev.tracewise.action.meta;

import dev.tracewise.llm.MiniLm;
import dev.tracewise.table.VectorFiles;
import java.util.Iterator;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Embeds texts on executors, by the one embedder of the process. */
final class EmbedTask implements MapPartitionsFunction<Row, Row> {
  private static final long serialVersionUID = 1L;

  private EmbedTask() {}

  /** The hash and the vector of each row. */
  static Dataset<Row> vectors(Dataset<Row> texts) {
    return texts.mapPartitions(new EmbedTask(), Encoders.row(VectorFiles.SCHEMA));
  }

  @Override
  public Iterator<Row> call(Iterator<Row> texts) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return texts.hasNext();
      }

      @Override
      public Row next() {
        Row row = texts.next();
        float[] vector = MiniLm.shared().embed(row.<String>getAs("text"));
        return RowFactory.create(row.getAs(VectorFiles.HASH), vector);
      }
    };
  }
}

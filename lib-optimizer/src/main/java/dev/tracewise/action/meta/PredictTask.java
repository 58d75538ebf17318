package dev.tracewise.action.meta;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import ml.dmlc.xgboost4j.java.Booster;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Adds a booster's margins to rows that have features, on executors. */
final class PredictTask implements MapPartitionsFunction<Row, Row> {
  private static final long serialVersionUID = 1L;
  private static final int BATCH = 512;

  private final byte[] bytes;
  private final int features;

  private PredictTask(byte[] bytes, int features) {
    this.bytes = bytes;
    this.features = features;
  }

  /**
   * The rows with a last column of margins, an array.
   *
   * @param rows rows whose column of features is an array of doubles
   */
  static Dataset<Row> predict(byte[] bytes, Dataset<Row> rows) {
    StructType schema =
        rows.schema()
            .add(BoosterRows.MARGIN, DataTypes.createArrayType(DataTypes.DoubleType, false), false);
    return rows.mapPartitions(
        new PredictTask(bytes, rows.schema().fieldIndex(BoosterRows.FEATURES)),
        Encoders.row(schema));
  }

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    Booster booster = Boosters.load(bytes);
    return new Iterator<>() {
      private Iterator<Row> ready = List.<Row>of().iterator();

      @Override
      public boolean hasNext() {
        return ready.hasNext() || rows.hasNext();
      }

      @Override
      public Row next() {
        if (!ready.hasNext()) {
          ready = batch(booster, rows);
        }
        return ready.next();
      }
    };
  }

  private Iterator<Row> batch(Booster booster, Iterator<Row> rows) {
    List<Row> batch = new ArrayList<>();
    while (rows.hasNext() && batch.size() < BATCH) {
      batch.add(rows.next());
    }
    double[][] margins = Boosters.margins(booster, matrix(batch, features), batch.size());
    List<Row> predicted = new ArrayList<>();
    for (int i = 0; i < margins.length; i++) {
      Row row = batch.get(i);
      Object[] values = new Object[row.length() + 1];
      for (int c = 0; c < row.length(); c++) {
        values[c] = row.get(c);
      }
      values[row.length()] = margins[i];
      predicted.add(RowFactory.create(values));
    }
    return predicted.iterator();
  }

  /**
   * The features of rows as a matrix, row by row. Spark hands on what the step before made: an
   * array, or a list once it was stored.
   */
  static float[] matrix(List<Row> rows, int features) {
    float[] matrix = new float[0];
    int next = 0;
    for (Row row : rows) {
      double[] values = values(row, features);
      if (next == 0) {
        matrix = new float[rows.size() * values.length];
      }
      for (double value : values) {
        matrix[next++] = (float) value;
      }
    }
    return matrix;
  }

  private static double[] values(Row row, int features) {
    return row.get(features) instanceof double[] array
        ? array
        : row.<Double>getList(features).stream().mapToDouble(Double::doubleValue).toArray();
  }
}

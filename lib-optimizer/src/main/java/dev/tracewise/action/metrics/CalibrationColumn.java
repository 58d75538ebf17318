package dev.tracewise.action.metrics;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.udf;

import dev.tracewise.learn.routing.ConfidenceCalibration;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** {@link ConfidenceCalibration} of the choices that are known, on executors. */
final class CalibrationColumn {
  private static final StructType TYPE =
      new StructType()
          .add("method", DataTypes.StringType)
          .add("error_before", DataTypes.DoubleType)
          .add("error_after", DataTypes.DoubleType)
          .add("rows", DataTypes.LongType);

  private CalibrationColumn() {}

  /** The column over {@code known}, choices with confidence and success in the order of time. */
  static Column learned() {
    UDF2<Seq<Double>, Seq<Boolean>, @Nullable Row> learn = CalibrationColumn::learn;
    return udf(learn, TYPE)
        .apply(
            transform(col("known"), choice -> choice.getField("confidence")),
            transform(col("known"), choice -> choice.getField("success")));
  }

  private static @Nullable Row learn(
      @Nullable Seq<Double> confidences, @Nullable Seq<Boolean> successes) {
    if (confidences == null || successes == null) {
      return null;
    }
    List<Double> sure = CollectionConverters.asJava(confidences);
    List<Boolean> right = CollectionConverters.asJava(successes);
    return ConfidenceCalibration.of(sure, right)
        .map(c -> RowFactory.create(c.method(), c.errorBefore(), c.errorAfter(), c.rows()))
        .orElse(null);
  }

  /** The calibration of a value of the column. */
  static @Nullable ConfidenceCalibration of(@Nullable Row row) {
    return row == null
        ? null
        : new ConfidenceCalibration(
            row.getString(0), row.getDouble(1), row.getDouble(2), row.getLong(3));
  }
}

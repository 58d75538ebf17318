package dev.tracewise.action.meta;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import dev.tracewise.learn.modality.PooledPrior;
import dev.tracewise.learn.modality.PooledPrior.Moments;
import dev.tracewise.model.Modality;
import java.util.EnumMap;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What parts of rows lend each other; parts are modalities. */
final class Pooling {
  private static final String EXACT = "decimal(18,12)";

  private Pooling() {}

  /**
   * The prior of parts whose rows have these values.
   *
   * @param rows rows with a part
   * @param value by what parts may differ, a number
   */
  static PooledPrior prior(Dataset<Row> rows, Column value) {
    Column exact = value.cast(EXACT);
    Map<Modality, Moments> moments = new EnumMap<>(Modality.class);
    rows.groupBy(BoosterRows.PART)
        .agg(count(lit(1)), sum(exact).cast("double"), sum(exact.multiply(exact)).cast("double"))
        .collectAsList()
        .forEach(
            row ->
                moments.put(
                    modality(row.getString(0)),
                    new Moments(row.getLong(1), row.getDouble(2), row.getDouble(3))));
    return PooledPrior.of(moments);
  }

  /** The modality that a part is. */
  static Modality modality(String part) {
    return Modality.of(part).orElse(Modality.MIXED);
  }
}

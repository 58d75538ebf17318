package dev.tracewise.action.metrics;

import static org.apache.spark.sql.functions.aggregate;
import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.array_max;
import static org.apache.spark.sql.functions.array_min;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.slice;
import static org.apache.spark.sql.functions.sqrt;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;

import dev.tracewise.judge.calibration.ReliabilityCurve;
import dev.tracewise.learn.routing.RoutingMetrics;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * {@link RoutingMetrics} as columns over {@code choices}, an array of the choices in the order of
 * time. Sums go in that order, so that they are the same however the rows lie.
 */
final class MetricColumns {
  private MetricColumns() {}

  /** The rows with a column for each metric; helpers come along. */
  static Dataset<Row> with(Dataset<Row> rows) {
    Column rewards = transform(col("choices"), choice -> choice.getField("reward"));
    return rows.withColumn("rewards", rewards)
        .withColumn("known", filter(col("choices"), MetricColumns::isKnown))
        .withColumn(
            "told", filter(last(col("choices"), 0, RoutingMetrics.WINDOW), MetricColumns::isKnown))
        .withColumn("sure", transform(col("told"), choice -> choice.getField("confidence")))
        .withColumn("right", transform(col("told"), MetricColumns::success))
        .withColumn("recent", last(col("rewards"), 0, RoutingMetrics.WINDOW))
        .withColumn("earlier", last(col("rewards"), RoutingMetrics.WINDOW, RoutingMetrics.WINDOW))
        .withColumn("recent_mean", mean("recent"))
        .withColumn("earlier_mean", mean("earlier"))
        .withColumn("sure_mean", mean("sure"))
        .withColumn("right_mean", mean("right"))
        .withColumn("recent_squares", products("recent", "recent"))
        .withColumn("earlier_squares", products("earlier", "earlier"))
        .withColumn("moving_reward", moving(col("rewards")))
        .withColumn("successes", successes())
        .withColumn("preferences", preferences())
        .withColumn("reliability", reliability())
        .withColumn("confidence_accuracy", correlation());
  }

  /** Elements before the last so many, at most {@code count} of them. */
  private static Column last(Column array, int skipped, int count) {
    Column end = size(array).minus(skipped);
    Column start = greatest(lit(1), end.minus(count - 1));
    return slice(array, start, greatest(lit(0), end.minus(start).plus(1)));
  }

  private static Column isKnown(Column choice) {
    return choice.getField("confidence").isNotNull().and(choice.getField("success").isNotNull());
  }

  private static Column success(Column choice) {
    return choice.getField("success").cast("int").cast("double");
  }

  private static Column sum(Column values) {
    return aggregate(values, lit(0.0), Column::plus);
  }

  /** The mean; null of nothing. */
  private static Column mean(String array) {
    return when(size(col(array)).gt(0), sum(col(array)).divide(size(col(array))));
  }

  private static Column products(String one, String other) {
    Column pairs =
        transform(
            col(one),
            (value, place) ->
                value
                    .minus(col(one + "_mean"))
                    .multiply(col(other).getItem(place).minus(col(other + "_mean"))));
    return sum(pairs);
  }

  private static Column moving(Column rewards) {
    return aggregate(
        rewards,
        lit(null).cast("double"),
        (before, next) ->
            when(before.isNull(), next)
                .otherwise(
                    lit(1 - RoutingMetrics.ALPHA)
                        .multiply(before)
                        .plus(lit(RoutingMetrics.ALPHA).multiply(next))));
  }

  /** How many are known to have succeeded, and of how many it is known. */
  private static Column successes() {
    Column known = filter(col("choices"), choice -> choice.getField("success").isNotNull());
    Column succeeded = filter(col("choices"), choice -> choice.getField("success"));
    return struct(size(known).as("known"), size(succeeded).as("succeeded"));
  }

  private static Column preferences() {
    Column options =
        array_sort(array_distinct(transform(col("choices"), choice -> choice.getField("chosen"))));
    return transform(
        options,
        option -> {
          Column same = filter(col("choices"), choice -> choice.getField("chosen").equalTo(option));
          Column rewards = transform(same, choice -> choice.getField("reward"));
          return struct(option.as("option"), moving(rewards).as("reward"));
        });
  }

  private static Column reliability() {
    int bins = ReliabilityCurve.DEFAULT_BINS;
    return transform(
        sequence(lit(0), lit(bins - 1)),
        bin -> {
          Column same =
              filter(
                  col("known"),
                  choice ->
                      least(lit(bins - 1), choice.getField("confidence").multiply(bins).cast("int"))
                          .equalTo(bin));
          return struct(
              size(same).cast("bigint").as("rows"),
              sum(transform(same, choice -> choice.getField("confidence"))).as("predicted"),
              sum(transform(same, MetricColumns::success)).as("observed"));
        });
  }

  /** Correlation of confidence and success; 0 where it is negative or not defined. */
  private static Column correlation() {
    Column spread = sqrt(products("sure", "sure").multiply(products("right", "right")));
    Column defined = varies("sure").and(varies("right"));
    return when(
            defined, greatest(lit(0.0), least(lit(1.0), products("sure", "right").divide(spread))))
        .otherwise(0.0);
  }

  private static Column varies(String array) {
    return array_min(col(array)).lt(array_max(col(array)));
  }
}

package dev.tracewise.action.rewards;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map_from_entries;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import dev.tracewise.learn.reward.LatencyPenalty;
import dev.tracewise.learn.reward.RewardSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The reward as columns over {@code quality}, {@code success}, {@code satisfaction} and {@code
 * seconds}: the same formula as {@link dev.tracewise.learn.reward.RewardFormula}, for millions of
 * rows. A missing part drops out and the weights of the others are renormalised; when all three are
 * missing there is no reward. What several columns need is a column first: the code that Spark
 * makes of them stays small enough for the JVM to compile.
 */
public final class RewardColumns {
  /** The reward of the formula. */
  static final String REWARD = "reward_by_formula";

  /** What each part contributes to it. */
  static final String PARTS = "reward_parts";

  private static final String WEIGHTS = "reward_weights";
  private static final String PENALTY = "reward_penalty";

  private final RewardSettings settings;
  private final Column success = col("success").cast("int").cast("double");

  /** With those weights. */
  public RewardColumns(RewardSettings settings) {
    this.settings = settings;
  }

  /**
   * The rows with two more columns, beside those that lead to them. {@value #REWARD} is in [0, 1],
   * and null when nothing is known. {@value #PARTS} is what each part contributes: {@code quality},
   * {@code success}, {@code satisfaction} after renormalisation and {@code time_penalty} (≤ 0).
   * They sum to the reward before it is clamped; parts that are missing are missing here, and an
   * unknown reward has none.
   */
  public Dataset<Row> of(Dataset<Row> rows) {
    Map<String, Column> shares = new LinkedHashMap<>();
    shares.put("quality", weighted(col("quality"), settings.qualityWeight()));
    shares.put("success", weighted(success, settings.successWeight()));
    shares.put("satisfaction", weighted(col("satisfaction"), settings.satisfactionWeight()));
    shares.put(
        "time_penalty", whenKnown(when(col("seconds").isNotNull(), lit(0.0).minus(col(PENALTY)))));
    Dataset<Row> shared = rows.withColumn(WEIGHTS, weights()).withColumn(PENALTY, penalty());
    List<Column> parts = new ArrayList<>();
    for (Map.Entry<String, Column> share : shares.entrySet()) {
      String column = share.getKey() + "_share";
      shared = shared.withColumn(column, share.getValue());
      parts.add(part(share.getKey(), col(column)));
    }
    return shared
        .withColumn(PARTS, map_from_entries(concat(parts.toArray(Column[]::new))))
        .withColumn(REWARD, reward());
  }

  private Column reward() {
    Column sum =
        zeroWhenNull(col("quality"), settings.qualityWeight())
            .plus(zeroWhenNull(success, settings.successWeight()))
            .plus(zeroWhenNull(col("satisfaction"), settings.satisfactionWeight()));
    Column unclamped = sum.divide(col(WEIGHTS)).minus(col(PENALTY));
    return whenKnown(least(lit(1.0), greatest(lit(0.0), unclamped)));
  }

  /** An array of one or none: unlike a filter over an array, this is compiled. */
  private static Column part(String name, Column contribution) {
    Column entry = array(struct(lit(name).as("name"), contribution.as("value")));
    return when(contribution.isNotNull(), entry)
        .otherwise(array().cast("array<struct<name:string,value:double>>"));
  }

  private static Column weighted(Column value, double weight) {
    return whenKnown(lit(weight).multiply(value).divide(col(WEIGHTS)));
  }

  private static Column whenKnown(Column value) {
    return when(col(WEIGHTS).gt(0.0), value);
  }

  private static Column zeroWhenNull(Column value, double weight) {
    return coalesce(value.multiply(weight), lit(0.0));
  }

  private Column weights() {
    return weight("quality", settings.qualityWeight())
        .plus(weight("success", settings.successWeight()))
        .plus(weight("satisfaction", settings.satisfactionWeight()));
  }

  private static Column weight(String name, double weight) {
    return when(col(name).isNotNull(), lit(weight)).otherwise(lit(0.0));
  }

  private Column penalty() {
    Column share = share(settings.penalty());
    return when(col("seconds").gt(0.0), lit(settings.penaltyWeight()).multiply(share))
        .otherwise(lit(0.0));
  }

  private static Column share(LatencyPenalty penalty) {
    Column seconds = col("seconds");
    if (penalty instanceof LatencyPenalty.Linear linear) {
      return least(lit(1.0), seconds.divide(linear.fullSeconds()));
    }
    double half = ((LatencyPenalty.Hyperbolic) penalty).halfSeconds();
    Column slowness = lit(1.0).plus(seconds.divide(half));
    return lit(1.0).minus(lit(1.0).divide(slowness));
  }
}

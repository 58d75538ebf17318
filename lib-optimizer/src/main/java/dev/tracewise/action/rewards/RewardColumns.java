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
import org.apache.spark.sql.Column;

/**
 * The reward as columns over {@code quality}, {@code success}, {@code satisfaction} and {@code
 * seconds}: the same formula as {@link dev.tracewise.learn.reward.RewardFormula}, for millions of
 * rows. A missing part drops out and the weights of the others are renormalised; when all three are
 * missing there is no reward.
 */
public final class RewardColumns {
  private final RewardSettings settings;
  private final Column success = col("success").cast("int").cast("double");

  /** With those weights. */
  public RewardColumns(RewardSettings settings) {
    this.settings = settings;
  }

  /** The reward in [0, 1]; null when nothing is known. */
  public Column reward() {
    Column base = base();
    return when(base.isNotNull(), least(lit(1.0), greatest(lit(0.0), base.minus(penalty()))));
  }

  /**
   * What each part contributes: {@code quality}, {@code success}, {@code satisfaction} after
   * renormalisation and {@code time_penalty} (≤ 0). They sum to the reward before it is clamped;
   * parts that are missing are missing here, and an unknown reward has none.
   */
  public Column parts() {
    Column known = base().isNotNull();
    return map_from_entries(
        concat(
            part("quality", weighted(col("quality"), settings.qualityWeight())),
            part("success", weighted(success, settings.successWeight())),
            part("satisfaction", weighted(col("satisfaction"), settings.satisfactionWeight())),
            part(
                "time_penalty",
                when(known.and(col("seconds").isNotNull()), lit(0.0).minus(penalty())))));
  }

  /** An array of one or none: unlike a filter over an array, this is compiled. */
  private static Column part(String name, Column contribution) {
    Column entry = array(struct(lit(name).as("name"), contribution.as("value")));
    return when(contribution.isNotNull(), entry)
        .otherwise(array().cast("array<struct<name:string,value:double>>"));
  }

  private Column weighted(Column value, double weight) {
    Column weights = weights();
    return when(weights.gt(0.0), lit(weight).multiply(value).divide(weights));
  }

  private Column base() {
    Column sum =
        zeroWhenNull(col("quality"), settings.qualityWeight())
            .plus(zeroWhenNull(success, settings.successWeight()))
            .plus(zeroWhenNull(col("satisfaction"), settings.satisfactionWeight()));
    Column weights = weights();
    return when(weights.gt(0.0), sum.divide(weights));
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

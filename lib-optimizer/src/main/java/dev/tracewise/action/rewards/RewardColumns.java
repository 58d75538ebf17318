package dev.tracewise.action.rewards;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
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
        array_compact(
            array(
                part("quality", weighted(col("quality"), settings.qualityWeight())),
                part("success", weighted(success, settings.successWeight())),
                part("satisfaction", weighted(col("satisfaction"), settings.satisfactionWeight())),
                when(
                    known.and(col("seconds").isNotNull()),
                    struct(lit("time_penalty"), lit(0.0).minus(penalty()))))));
  }

  private static Column part(String name, Column contribution) {
    return when(contribution.isNotNull(), struct(lit(name), contribution));
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

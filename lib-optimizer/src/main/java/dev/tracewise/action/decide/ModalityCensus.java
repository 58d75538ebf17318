package dev.tracewise.action.decide;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;

import dev.tracewise.learn.modality.ModalityCounts;
import dev.tracewise.model.Modality;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Counts of an agent's experiences by modality. Sums are of decimals, so that they are the same
 * however the rows lie.
 *
 * @param agentId agent
 * @param modality modality
 * @param counts what was counted
 */
public record ModalityCensus(String agentId, Modality modality, ModalityCounts counts) {
  private static final int RICH_FEATURES = 5;
  private static final String EXACT = "decimal(18,15)";

  /**
   * Counts experiences.
   *
   * @param experiences rows of the table {@code experiences} of one tenant
   * @return by agent and modality, in their order; a modality that is none of ours counts as mixed
   */
  public static List<ModalityCensus> of(Dataset<Row> experiences) {
    Column text = lower(trim(coalesce(col("context.text"), lit(""))));
    Column confidence = col("confidence").cast(EXACT);
    return experiences
        .withColumn("counted_modality", counted(col("modality")))
        .groupBy("agent_id", "counted_modality")
        .agg(
            count(lit(1)).as("rows"),
            count(col("success")).as("known"),
            count(when(col("success"), 1)).as("successes"),
            count(when(features().gt(RICH_FEATURES), 1)).as("rich"),
            count(confidence).as("confident"),
            coalesce(sum(confidence), lit(0)).cast("double").as("confidence_sum"),
            coalesce(sum(confidence.multiply(confidence)), lit(0)).cast("double").as("squares"),
            countDistinct(text).as("queries"),
            countDistinct(col("chosen")).as("choices"))
        .orderBy("agent_id", "counted_modality")
        .collectAsList()
        .stream()
        .map(ModalityCensus::of)
        .toList();
  }

  private static ModalityCensus of(Row row) {
    String name = row.getString(1);
    return new ModalityCensus(
        row.getString(0),
        Modality.valueOf(name.toUpperCase(Locale.ROOT)),
        new ModalityCounts(
            row.getLong(2),
            row.getLong(2),
            row.getLong(3),
            row.getLong(4),
            row.getLong(5),
            row.getLong(6),
            row.getDouble(7),
            row.getDouble(8),
            row.getLong(9),
            row.getLong(10)));
  }

  /** The modality that a row counts for: mixed where it names none of ours. */
  public static Column counted(Column modality) {
    Object[] known = Arrays.stream(Modality.values()).map(Modality::id).toArray();
    return when(lower(modality).isin(known), lower(modality)).otherwise(Modality.MIXED.id());
  }

  private static Column features() {
    Column numeric = coalesce(size(col("context.numeric")), lit(0));
    Column categorical = coalesce(size(col("context.categorical")), lit(0));
    Column entities = coalesce(size(col("context.entities")), lit(0));
    return numeric.plus(categorical).plus(entities);
  }
}

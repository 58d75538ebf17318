package dev.tracewise.action;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

import dev.tracewise.action.Batch.Kind;
import dev.tracewise.table.DecisionsTable;
import dev.tracewise.table.OutcomesTable;
import dev.tracewise.table.Warehouse;
import dev.tracewise.table.WarehouseTable;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;

/**
 * Lays beside each other what is known of an interaction: its decision in the table, an outcome
 * that waits for it, and the lines of the batch in their order. The first decision is the one that
 * holds; what agrees with it fills what it leaves open, first come first served; what disagrees is
 * in conflict.
 */
final class DecisionResolution {
  private static final String ID = "interaction_id";
  private static final Column ON_ID = col(ID).equalTo(col("sought_id"));
  private static final int IN_TABLE = -2;
  private static final int WAITING = -1;
  private static final int IN_BATCH = 0;
  private static final String WINDOW =
      " OVER (PARTITION BY interaction_id ORDER BY rank, file, file_line, position"
          + " ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)";
  private static final String UP_TO_HERE =
      " OVER (PARTITION BY interaction_id ORDER BY rank, file, file_line, position)";

  private final WarehouseTable decisions;
  private final WarehouseTable outcomes;
  private final String tenant;

  DecisionResolution(Warehouse warehouse, String tenant) {
    this.decisions = warehouse.table(DecisionsTable.DEFINITION);
    this.outcomes = warehouse.table(OutcomesTable.DEFINITION);
    this.tenant = tenant;
  }

  /**
   * All lines of the interactions in question, with {@code rank} (negative: from a table), {@code
   * is_base} (the decision that holds), {@code has_decision}, {@code conflict_field}, {@code
   * is_changed} (the base or the waiting outcome is new or says more than before), {@code
   * batch_decisions}, {@code batch_outcomes}, and the fillable columns filled. Most interactions
   * are one new line, which is taken as it is; only the others are laid beside each other.
   */
  Dataset<Row> resolve(Batch batch, Instant now) {
    Dataset<Row> lines = ofBatch(batch).unionByName(waiting());
    Dataset<Row> contested = contested(lines);
    Dataset<Row> beside = lines.join(contested, ON_ID, "left_semi").unionByName(inTable(contested));
    return filled(conflicts(beside))
        .unionByName(single(lines.join(contested, ON_ID, "left_anti")), true)
        .withColumn("ingested_at", expr("TIMESTAMP '" + now + "'"));
  }

  /** Interactions of several lines, without a decision line, or known already. */
  private Dataset<Row> contested(Dataset<Row> lines) {
    Dataset<Row> counted =
        lines
            .groupBy(col(ID).as("sought_id"))
            .agg(count(lit(1)).as("lines"), max("is_decision").as("decides"));
    Dataset<Row> several = counted.where("lines > 1 OR NOT decides");
    Dataset<Row> known = counted.join(decisions.read(tenant).select(ID), ON_ID, "left_semi");
    return several.union(known).select("sought_id").distinct();
  }

  private static Dataset<Row> single(Dataset<Row> lines) {
    return lines.withColumns(
        Map.of(
            "has_decision", lit(true),
            "is_base", lit(true),
            "is_changed", lit(true),
            "conflict_field", lit(null).cast("string"),
            "number", lit(1),
            "batch_decisions", lit(1L),
            "batch_outcomes", lit(0L)));
  }

  private Dataset<Row> ofBatch(Batch batch) {
    Dataset<Row> lines = batch.of(tenant, Kind.DECISION).withColumn("is_decision", lit(true));
    Dataset<Row> late = asDecisions(batch.of(tenant, Kind.OUTCOME));
    return lines.unionByName(late).withColumn("rank", lit(IN_BATCH));
  }

  private Dataset<Row> waiting() {
    return asDecisions(placeless(outcomes.read(tenant))).withColumn("rank", lit(WAITING));
  }

  private Dataset<Row> inTable(Dataset<Row> ids) {
    Optional<Bounds> bounds =
        Bounds.of(
            decisions.read(tenant).select("interaction_id", "time").join(ids, ON_ID, "left_semi"),
            "time");
    Dataset<Row> rows =
        decisions.read(tenant).where(bounds.map(b -> b.within("time")).orElse("false"));
    return placeless(rows.join(ids, ON_ID, "left_semi"))
        .withColumn("is_decision", lit(true))
        .withColumn("rank", lit(IN_TABLE));
  }

  private static Dataset<Row> placeless(Dataset<Row> rows) {
    return rows.withColumns(
        Map.of(
            "file", lit(-1),
            "file_line", lit(0L),
            "position", lit(0L),
            "source_uri", lit("")));
  }

  /** Outcomes in the columns of decisions; their time is the outcome's. */
  private static Dataset<Row> asDecisions(Dataset<Row> rows) {
    List<String> present = Arrays.asList(rows.columns());
    Map<String, Column> missing = new LinkedHashMap<>();
    for (StructField field : DecisionsTable.DEFINITION.schema().fields()) {
      if (!present.contains(field.name())) {
        missing.put(field.name(), lit(null).cast(field.dataType()));
      }
    }
    missing.put("outcome_time", col("time"));
    missing.put("is_decision", lit(false));
    return rows.withColumns(missing);
  }

  private static Dataset<Row> conflicts(Dataset<Row> all) {
    return all.withColumn("options_text", expr("to_json(options)"))
        .withColumn("has_decision", expr("max(is_decision)" + WINDOW))
        .withColumn("is_base", expr("is_decision AND sum(int(is_decision))" + UP_TO_HERE + " = 1"))
        .withColumn("base_agent", first("CASE WHEN is_decision THEN agent_id END"))
        .withColumn("base_chosen", first("CASE WHEN is_decision THEN chosen END"))
        .withColumn("base_options", first("CASE WHEN is_decision THEN options_text END"))
        .withColumn(
            "conflict_field",
            expr(
                "CASE WHEN NOT is_decision THEN NULL"
                    + " WHEN agent_id <> base_agent THEN 'agent_id'"
                    + " WHEN options_text <> base_options THEN 'options'"
                    + " WHEN chosen <> base_chosen THEN 'chosen' END"))
        .withColumn(
            "base_propensity",
            first("CASE WHEN is_decision AND conflict_field IS NULL THEN propensity END"))
        .withColumn(
            "conflict_field",
            expr(
                "CASE WHEN conflict_field IS NULL AND is_decision"
                    + " AND propensity <> base_propensity THEN 'propensity'"
                    + " ELSE conflict_field END"))
        .withColumn(
            "conflict_raw", expr("CASE WHEN conflict_field IS NOT NULL THEN " + raw() + " END"));
  }

  private static Dataset<Row> filled(Dataset<Row> lines) {
    Dataset<Row> rows =
        lines
            .withColumn("number", expr("row_number()" + UP_TO_HERE))
            .withColumn("batch_decisions", countInBatch("is_decision AND conflict_field IS NULL"))
            .withColumn("batch_outcomes", countInBatch("NOT is_decision"))
            .withColumn(
                "last_outcome",
                expr("max(CASE WHEN NOT is_decision THEN outcome_time END)" + WINDOW));
    Map<String, Column> firsts = new LinkedHashMap<>();
    Map<String, Column> fillings = new LinkedHashMap<>();
    StringBuilder news = new StringBuilder("rank = 0");
    for (String column : DecisionColumns.FILLABLE) {
      String known = DecisionColumns.known("", column);
      String filled = "filled_" + column;
      firsts.put(filled, first("CASE WHEN conflict_field IS NULL THEN " + known + " END"));
      fillings.put(column, expr("coalesce(" + filled + ", " + column + ")"));
      news.append(" OR (").append(known).append(" IS NULL AND ").append(filled);
      news.append(" IS NOT NULL)");
    }
    rows =
        rows.withColumns(firsts)
            .withColumn("is_changed", expr(news.toString()))
            .withColumns(fillings);
    return rows.withColumn("outcome_time", expr("greatest(outcome_time, last_outcome)"));
  }

  private static Column countInBatch(String condition) {
    return expr("count(CASE WHEN rank = 0 AND (" + condition + ") THEN 1 END)" + WINDOW);
  }

  private static Column first(String value) {
    return expr("first(" + value + ", true)" + WINDOW);
  }

  private static String raw() {
    String columns =
        String.join(
            ", ",
            Arrays.stream(DecisionsTable.DEFINITION.schema().fieldNames())
                .filter(name -> !name.equals("ingested_at"))
                .toList());
    return "to_json(struct(" + columns + "))";
  }
}

package dev.tracewise.action.rewards;

import static dev.tracewise.action.rewards.ExperienceColumns.nothing;
import static dev.tracewise.action.rewards.SpanOutcome.attribute;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_union;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.from_json;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import dev.tracewise.source.SpanDecisionMapping;
import dev.tracewise.source.SpanDecisionMapping.MissingQuality;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Which spans are decisions, as choices with the columns of {@link ExperienceColumns#CHOICE}. The
 * interaction of a span is {@code trace_id:span_id}.
 */
public final class SpanDecisions {
  private static final String CONTEXT_JSON =
      "entities array<struct<text:string,type:string>>, relationships array<map<string,string>>,"
          + " enhanced_query string";
  private static final String[] TRACE = {"trace_id"};
  private static final Column ROOT = col("parent_span_id").isNull();
  private static final Column AGENT = col("agent_id").isNotNull().and(col("kind").equalTo("AGENT"));

  /** Columns of a span that say whether it is a choice, and which. */
  static final List<String> SPAN =
      List.of(
          "tenant_id",
          "trace_id",
          "span_id",
          "parent_span_id",
          "name",
          "kind",
          "start_time",
          "seconds",
          "status",
          "agent_id",
          "session_id",
          "user_id",
          "modality",
          "cost_usd",
          "input",
          "output",
          "attributes");

  private final List<SpanDecisionMapping> mappings;

  /** With those mappings; the first one whose attribute is there decides. */
  public SpanDecisions(List<SpanDecisionMapping> mappings) {
    this.mappings = List.copyOf(mappings);
  }

  /**
   * The few spans that choices are made of: roots, spans of agents, and what a mapping recognises,
   * with {@code decision}, which is null for the others, and without what nobody asks for.
   *
   * @param spans rows of the table {@code spans}
   */
  public Dataset<Row> candidates(Dataset<Row> spans) {
    Column recognised =
        mappings.stream()
            .map(mapping -> attribute(mapping.chosen()).isNotNull())
            .reduce(lit(false), Column::or);
    return spans
        .where(ROOT.or(AGENT).or(recognised))
        .select(ExperienceColumns.columns(SPAN))
        .withColumn("decision", decision())
        .drop("attributes");
  }

  /**
   * Spans that a mapping recognises. The propensity is unknown unless an attribute gives it;
   * options come from the attribute, else from what the agent is registered with, else there is
   * only the chosen one.
   *
   * @param candidates answer of {@link #candidates}
   * @param agents {@code agent_id}, {@code registered} array of the names of its options
   */
  public Dataset<Row> mapped(Dataset<Row> candidates, Dataset<Row> agents) {
    return candidates
        .where(col("decision").isNotNull())
        .withColumn("agent_id", coalesce(col("agent_id"), col("name")))
        .join(agents.hint("broadcast"), new String[] {"agent_id"}, "left")
        .select(mappedColumns());
  }

  /**
   * Roots of an agent's trace, which are experiences with one option: the agent itself. The agent
   * is the root's own, else that of the trace's first AGENT span; traces without one give nothing.
   * A span whose parent is not in the data is no root.
   *
   * @param candidates answer of {@link #candidates}
   * @param decided {@code trace_id} of the traces that have a decision already
   */
  public Dataset<Row> roots(Dataset<Row> candidates, Dataset<Row> decided) {
    Dataset<Row> roots = candidates.where(ROOT).join(decided, TRACE, "left_anti");
    Dataset<Row> known = roots.where(col("agent_id").isNotNull()).select(rootColumns());
    Dataset<Row> nameless = Held.of(roots.where(col("agent_id").isNull()).drop("agent_id")).rows();
    Dataset<Row> agents =
        candidates
            .where(AGENT)
            .groupBy("trace_id")
            .agg(min(struct("start_time", "span_id", "agent_id")).as("first"))
            .select(col("trace_id"), col("first.agent_id").as("agent_id"));
    return known.unionByName(nameless.join(agents, TRACE).select(rootColumns()));
  }

  private static Column[] rootColumns() {
    Map<String, Column> values =
        Map.ofEntries(
            Map.entry("interaction_id", interaction()),
            Map.entry("time", col("start_time")),
            Map.entry("confidence", nothing("double")),
            Map.entry(
                "context",
                ExperienceColumns.context(col("input"), nothing("string"), array(), array())),
            Map.entry("options", ExperienceColumns.option(col("agent_id"))),
            Map.entry("chosen", col("agent_id")),
            Map.entry("propensity", lit(1.0)),
            Map.entry("propensity_source", lit("logged")),
            Map.entry("quality", nothing("double")),
            Map.entry("success", SpanOutcome.statusSuccess()),
            Map.entry("satisfaction", nothing("double")),
            Map.entry("reward", nothing("double")),
            Map.entry("outcomes_by_option", nothing(ExperienceColumns.OUTCOMES_TYPE)),
            Map.entry("served_kind", nothing("string")),
            Map.entry("served_version", nothing("bigint")));
    return choiceColumns(values);
  }

  private static Column[] mappedColumns() {
    Column parsed = from_json(col("decision.context"), CONTEXT_JSON, Map.of());
    Column given = coalesce(col("decision.options"), col("registered"), array());
    Column names = array_union(given, array(col("decision.chosen")));
    Map<String, Column> values =
        Map.ofEntries(
            Map.entry("interaction_id", interaction()),
            Map.entry("time", col("start_time")),
            Map.entry("confidence", col("decision.confidence")),
            Map.entry(
                "context",
                ExperienceColumns.context(
                    coalesce(col("decision.query"), col("input")),
                    parsed.getField("enhanced_query"),
                    parsed.getField("entities"),
                    parsed.getField("relationships"))),
            Map.entry("options", ExperienceColumns.options(names)),
            Map.entry("chosen", col("decision.chosen")),
            Map.entry("propensity", col("decision.propensity")),
            Map.entry(
                "propensity_source",
                when(col("decision.propensity").isNull(), "none").otherwise("logged")),
            Map.entry("quality", col("decision.quality")),
            Map.entry("success", col("decision.success")),
            Map.entry("satisfaction", nothing("double")),
            Map.entry("seconds", coalesce(col("decision.seconds"), col("seconds"))),
            Map.entry("reward", nothing("double")),
            Map.entry("outcomes_by_option", nothing(ExperienceColumns.OUTCOMES_TYPE)),
            Map.entry("served_kind", nothing("string")),
            Map.entry("served_version", nothing("bigint")));
    return choiceColumns(values);
  }

  private static Column[] choiceColumns(Map<String, Column> values) {
    return ExperienceColumns.CHOICE.stream()
        .map(name -> values.getOrDefault(name, col(name)).as(name))
        .toArray(Column[]::new);
  }

  private static Column interaction() {
    return interaction(col("trace_id"), col("span_id"));
  }

  /** The interaction of a choice that was made in a span. */
  static Column interaction(Column trace, Column span) {
    return concat(trace, lit(":"), span);
  }

  private Column decision() {
    return coalesce(mappings.stream().map(SpanDecisions::decision).toArray(Column[]::new));
  }

  private static Column decision(SpanDecisionMapping mapping) {
    Column propensity = number(mapping.propensity());
    Column quality =
        mapping.missingQuality() == MissingQuality.STATUS_AND_RESULTS
            ? coalesce(share(mapping.quality()), SpanOutcome.quality())
            : share(mapping.quality());
    Column seconds = number(mapping.processingTime()).multiply(mapping.timeUnit().inSeconds());
    return when(
        attribute(mapping.chosen()).isNotNull(),
        struct(
            attribute(mapping.chosen()).as("chosen"),
            from_json(text(mapping.options()), "array<string>", Map.of()).as("options"),
            when(propensity.gt(0.0).and(propensity.leq(1.0)), propensity).as("propensity"),
            share(mapping.confidence()).as("confidence"),
            text(mapping.query()).as("query"),
            text(mapping.context()).as("context"),
            when(seconds.between(0.0, Double.MAX_VALUE), seconds).as("seconds"), // NaN is above
            quality.as("quality"),
            SpanOutcome.success().as("success")));
  }

  private static Column text(@Nullable String name) {
    return name == null ? nothing("string") : attribute(name);
  }

  private static Column number(@Nullable String name) {
    return text(name).try_cast("double");
  }

  private static Column share(@Nullable String name) {
    Column value = number(name);
    return when(value.between(0.0, 1.0), value);
  }
}

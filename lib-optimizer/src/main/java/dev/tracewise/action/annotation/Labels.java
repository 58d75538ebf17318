package dev.tracewise.action.annotation;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import dev.tracewise.action.Bounds;
import dev.tracewise.learn.annotation.AnnotationSettings;
import dev.tracewise.learn.annotation.LabelParts;
import dev.tracewise.model.Measures;
import dev.tracewise.model.RoutingLabel;
import dev.tracewise.table.AnnotationsTable;
import dev.tracewise.table.FeedbackTable;
import dev.tracewise.table.Warehouse;
import dev.tracewise.table.WarehouseTable;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Labels of one tenant's spans. A person's label becomes feedback on its span, and so changes the
 * reward of the decision that was made there, by the same way as every other judgement: late, once,
 * and by the next {@code rewards}. A model's label does not; a person must look first.
 */
public final class Labels {
  private static final double PLAIN_WEIGHT = 1.0;
  private static final List<String> CONTENT =
      List.of("label", "label_confidence", "suggested_agent", "reasoning", "requires_human_review");

  private final WarehouseTable annotations;
  private final WarehouseTable feedback;
  private final String tenant;
  private final AnnotationSettings settings;
  private final Instant now;

  /** The labels, changed at that instant. */
  public Labels(Warehouse warehouse, String tenant, AnnotationSettings settings, Instant now) {
    this.annotations = warehouse.table(AnnotationsTable.DEFINITION);
    this.feedback = warehouse.table(FeedbackTable.DEFINITION);
    this.tenant = tenant;
    this.settings = settings;
    this.now = now;
  }

  /**
   * Writes labels that say something new; of one annotator and span the latest counts, by its time,
   * then by its place.
   *
   * @param given rows of the table as they were read
   * @param place columns that say where a row was read, in order
   * @return how many are new or changed
   */
  public long write(Dataset<Row> given, List<String> place) {
    Column[] order =
        Stream.concat(
                Stream.of(col("labelled_at").desc()), place.stream().map(name -> col(name).desc()))
            .toArray(Column[]::new);
    Dataset<Row> latest =
        given
            .withColumn("labelled_at", coalesce(col("labelled_at"), lit(now)))
            .withColumn("updated_at", lit(now))
            .withColumn("learning_weight", weight())
            .withColumn(
                "number", row_number().over(Window.partitionBy("span_id", "entry").orderBy(order)))
            .where("number = 1")
            .select(columns(annotations))
            .localCheckpoint();
    return annotations
        .merge(tenant, () -> news(latest))
        .whenMatchedUpdateAll("source.labelled_at >= target.labelled_at")
        .whenNotMatchedInsertAll()
        .execute()
        .changed();
  }

  /**
   * Brings the labels that people gave to spans to the table {@code feedback}, where they are not
   * there yet; so an import that was cut is mended by the next.
   *
   * @param spans rows with the {@code span_id} of spans
   * @return judgements that are new
   */
  public long toFeedback(Dataset<Row> spans) {
    Dataset<Row> judgements =
        annotations
            .read(tenant)
            .where(col("source").equalTo("human"))
            .join(spans.select("span_id").distinct(), new String[] {"span_id"}, "left_semi")
            .withColumn("part", explode(parts()))
            .select(judgement())
            .localCheckpoint();
    Optional<Bounds> bounds = Bounds.of(judgements, "time");
    if (bounds.isEmpty()) {
      return 0;
    }
    Dataset<Row> known =
        feedback
            .read(tenant)
            .where(bounds.get().within("time"))
            .select(col("feedback_id").as("known_id"));
    Column same = col("feedback_id").equalTo(col("known_id"));
    return feedback
        .merge(tenant, () -> judgements.join(known, same, "left_anti"))
        .within(bounds.get().within("target.time"))
        .whenNotMatchedInsertAll()
        .execute()
        .inserted();
  }

  private Dataset<Row> news(Dataset<Row> latest) {
    Dataset<Row> known =
        annotations
            .read(tenant)
            .select(
                col("span_id").as("known_span"),
                col("entry").as("known_entry"),
                col("labelled_at").as("known_time"),
                content().as("known"));
    Column same =
        col("span_id").equalTo(col("known_span")).and(col("entry").equalTo(col("known_entry")));
    Column newer =
        not(content().eqNullSafe(col("known"))).and(col("labelled_at").geq(col("known_time")));
    return latest
        .join(known, same, "left")
        .where(col("known_span").isNull().or(newer))
        .select(columns(annotations));
  }

  private Column weight() {
    return when(col("source").equalTo("human"), settings.humanWeight()).otherwise(PLAIN_WEIGHT);
  }

  private static Column content() {
    return struct(CONTENT.stream().map(name -> col(name)).toArray(Column[]::new));
  }

  private static Column[] columns(WarehouseTable table) {
    return Arrays.stream(table.definition().schema().names())
        .map(name -> col(name))
        .toArray(Column[]::new);
  }

  /** The three judgements that a label stands for. */
  private static Column parts() {
    return array(
        part(LabelParts.SATISFACTION_TYPE, Measures::satisfaction),
        part(LabelParts.QUALITY_TYPE, Measures::quality),
        part(
            LabelParts.SUCCESS_TYPE,
            measures -> Boolean.TRUE.equals(measures.success()) ? 1.0 : 0.0));
  }

  private static Column part(String type, Function<Measures, Double> score) {
    Column value =
        OutcomeColumns.translated(
            RoutingLabel.values(),
            RoutingLabel::id,
            label -> score.apply(LabelParts.of(label)),
            "label");
    return struct(lit(type).as("type"), value.as("score"));
  }

  private Column[] judgement() {
    Column id =
        sha2(
            concat_ws(
                "\u0000",
                col("tenant_id"),
                col("span_id"),
                col("entry"),
                unix_micros(col("labelled_at")).cast("string"),
                col("label"),
                col("part.type")),
            256);
    Column why = when(col("reasoning").isNull(), col("label"));
    return new Column[] {
      col("tenant_id"),
      id.as("feedback_id"),
      lit("span").as("target_kind"),
      col("span_id").as("target_id"),
      col("labelled_at").as("time"),
      col("part.type").as("type"),
      col("part.score").as("score"),
      col("part.score").as("raw_score"),
      lit("0..1").as("scale"),
      coalesce(why, concat(col("label"), lit(": "), col("reasoning"))).as("comment"),
      lit("human").as("source"),
      col("annotator").as("author"),
      lit(now).as("ingested_at")
    };
  }
}

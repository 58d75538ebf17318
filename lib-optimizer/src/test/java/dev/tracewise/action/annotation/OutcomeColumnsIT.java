package dev.tracewise.action.annotation;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tracewise.SparkSupport;
import dev.tracewise.learn.annotation.AnnotationSettings;
import dev.tracewise.learn.annotation.AskReason;
import dev.tracewise.learn.annotation.OutcomeReason;
import dev.tracewise.learn.annotation.SpanAttributes;
import dev.tracewise.learn.annotation.SpanEvaluator;
import dev.tracewise.learn.annotation.SpanFacts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import scala.jdk.javaapi.CollectionConverters;

/** The columns say what the plain rules say, for every combination. */
class OutcomeColumnsIT {
  private static final StructType SCHEMA =
      StructType.fromDDL(
          "parent_span_id string, status string, attributes map<string,string>, chosen string,"
              + " child_failed boolean, confidence double");
  private static final List<Map<String, String>> ATTRIBUTES =
      List.of(
          Map.of(),
          Map.of("status_code", "error "),
          Map.of("otel.status_code", "Ok", "status_code", "ERROR"),
          Map.of("exception.message", "boom"),
          Map.of("error.type", "timeout", "status", "200"));
  private static final List<Double> CONFIDENCES =
      Arrays.asList(null, 0.0, .1, .29, .3, .59, .6, .75, .76, 1.0);

  @Test
  void agreeWithTheRulesOnEveryCombination() {
    List<Row> rows = rows();
    List<Row> found =
        SparkSupport.spark()
            .createDataFrame(rows, SCHEMA)
            .coalesce(1)
            .withColumn("outcome_reason", OutcomeColumns.outcomeReason())
            .withColumn("outcome", OutcomeColumns.outcome())
            .withColumn("reason", OutcomeColumns.ask(AnnotationSettings.DEFAULTS))
            .withColumn("priority", OutcomeColumns.priority())
            .withColumn("tenant_id", lit("acme"))
            .collectAsList();
    assertThat(found).hasSize(2 * 4 * 5 * 2 * 2 * 10);
    for (int i = 0; i < rows.size(); i++) {
      check(rows.get(i), found.get(i));
    }
  }

  private static void check(Row given, Row found) {
    String chosen = given.getString(3);
    OutcomeReason reason = SpanEvaluator.outcome(facts(given), chosen);
    Double confidence = given.isNullAt(5) ? null : Double.valueOf(given.getDouble(5));
    AskReason ask = AnnotationSettings.DEFAULTS.ask(reason.outcome(), confidence).orElse(null);
    assertThat(found.<String>getAs("outcome_reason")).as("%s", given).isEqualTo(reason.id());
    assertThat(found.<String>getAs("outcome")).as("%s", given).isEqualTo(reason.outcome().id());
    assertThat(found.<String>getAs("reason"))
        .as("%s", given)
        .isEqualTo(ask == null ? null : ask.id());
    assertThat(found.<String>getAs("priority"))
        .as("%s", given)
        .isEqualTo(ask == null ? null : ask.priority().id());
  }

  private static SpanFacts facts(Row given) {
    Map<String, String> attributes = given.getJavaMap(2);
    boolean failed = !given.isNullAt(4) && given.getBoolean(4);
    return new SpanFacts(
        given.getString(0),
        given.getString(1),
        new SpanAttributes(attributes),
        failed ? List.of("error below") : List.of());
  }

  private static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (String parent : texts(null, "p")) {
      for (String status : texts("OK", "ERROR", "UNSET", " error")) {
        for (Map<String, String> attributes : ATTRIBUTES) {
          for (String chosen : texts(null, "video")) {
            for (Boolean failed : new Boolean[] {null, true}) {
              for (Double confidence : CONFIDENCES) {
                rows.add(
                    RowFactory.create(
                        parent,
                        status,
                        CollectionConverters.asScala(attributes),
                        chosen,
                        failed,
                        confidence));
              }
            }
          }
        }
      }
    }
    return rows;
  }

  private static List<@Nullable String> texts(@Nullable String... texts) {
    return Arrays.asList(texts);
  }
}

package dev.tracewise.jobs.bench;

import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Spans and feedback of agents as columns, without files in between. A trace has ten spans; in a
 * fifth of the traces one or two spans are decisions, in the others the root is the experience.
 * Every value is a function of the seed and of the row's number: a stretch of the season is the
 * same rows wherever it is written.
 *
 * @param seed of everything random
 * @param traces how many traces make the season of 200 days
 */
record RewardLogs(long seed, long traces) {
  /** Whose rows they are. */
  static final String TENANT = "bench";

  private static final int SPANS_PER_TRACE = 10;
  private static final int DAYS = 200;
  private static final long MICROS_PER_DAY = 86_400_000_000L;
  private static final long FIRST_MICROS = 1_767_225_600_000_000L; // 2026-01-01T00:00:00Z

  /** What is ingested once a week lies in files of its own, whatever the size of the season. */
  private static final int DAYS_PER_FILE = 5;

  /**
   * Numbers, the last one excluded.
   *
   * @param from first
   * @param to behind the last
   */
  record Stretch(long from, long to) {
    /** How many. */
    long length() {
      return to - from;
    }
  }

  /** The season of about so many spans. */
  static RewardLogs ofSpans(long seed, long spans) {
    return new RewardLogs(seed, spans / SPANS_PER_TRACE);
  }

  /** How many spans some traces have. */
  static long spansOf(long traces) {
    return traces * SPANS_PER_TRACE;
  }

  /** Traces of the whole season. */
  Stretch all() {
    return new Stretch(0, traces);
  }

  /** How many traces come in so many days. */
  long tracesIn(int days) {
    return traces * days / DAYS;
  }

  /** The spans of traces, in the order of time. */
  Dataset<Row> spans(SparkSession spark, Stretch of) {
    Stretch numbers = new Stretch(spansOf(of.from()), spansOf(of.to()));
    return rows(spark, "spans.sql", numbers, of, Map.of());
  }

  /** Judgements, spread evenly over traces, each up to five days after its trace. */
  Dataset<Row> feedback(SparkSession spark, Stretch judgements, Stretch judged) {
    return feedback(spark, judgements, judged, 0);
  }

  /** Judgements that are all given in the five days after the season. */
  Dataset<Row> lateFeedback(SparkSession spark, Stretch judgements, Stretch judged) {
    return feedback(spark, judgements, judged, FIRST_MICROS + DAYS * MICROS_PER_DAY);
  }

  private Dataset<Row> feedback(
      SparkSession spark, Stretch judgements, Stretch judged, long notBefore) {
    Map<String, Object> about =
        Map.of(
            "from", judgements.from(),
            "to", judgements.to(),
            "firstTrace", judged.from(),
            "endTrace", judged.to(),
            "notBefore", notBefore);
    return rows(spark, "feedback.sql", judgements, judged, about);
  }

  private Dataset<Row> rows(
      SparkSession spark, String query, Stretch numbers, Stretch of, Map<String, Object> about) {
    Map<String, Object> values = new HashMap<>(about);
    values.put("seed", seed);
    values.put("tenant", TENANT);
    values.put("micros", DAYS * MICROS_PER_DAY / traces);
    int parts = (int) Math.max(2, of.length() / Math.max(1, tracesIn(DAYS_PER_FILE)));
    spark.range(numbers.from(), numbers.to(), 1, parts).createOrReplaceTempView("numbers");
    return spark.sql(filled(Resources.text(query), values));
  }

  private static String filled(String query, Map<String, Object> values) {
    String text = query;
    for (Map.Entry<String, Object> value : values.entrySet()) {
      text = text.replace("${" + value.getKey() + "}", value.getValue().toString());
    }
    return text;
  }
}

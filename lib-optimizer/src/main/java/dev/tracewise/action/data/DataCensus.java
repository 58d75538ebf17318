package dev.tracewise.action.data;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.tracewise.learn.data.DataSummary;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Counts of rows that are judged fold by fold: each is learned from where another fold judges, and
 * judges where its own does. One aggregation; no row is collected.
 */
public final class DataCensus {
  /** What each row belongs to, a modality; text. */
  public static final String PART = "part";

  /** Its fold; whole number. */
  public static final String FOLD = "fold";

  /** Hash of all there is of it but its id. */
  public static final String COPY = "copy_hash";

  /** Hash of what its class is told from. */
  public static final String CONTENT = "content_hash";

  /** Its group; text. */
  public static final String GROUP = "group_key";

  /** Its class, text; null where a number is learned. */
  public static final String LABEL = "class_label";

  /** Words of its text; 0 where it has none. */
  public static final String WORDS = "words";

  /** Bins of what is watched, by feature; a map of texts. */
  public static final String BINS = "bins";

  private static final String ROWS = "rows";
  private static final String DUPLICATES = "duplicates";
  private static final String SHARED = "shared";
  private static final String SHORT = "short";
  private static final String CONFLICTING = "conflicting";
  private static final String GROUPS = "shared groups";

  private DataCensus() {}

  /** The counts of each part, by its name. */
  public static Map<String, DataSummary> of(Dataset<Row> rows) {
    Map<String, Counts> parts = new TreeMap<>();
    byCopy(rows)
        .unionByName(byContent(rows))
        .unionByName(byGroup(rows))
        .unionByName(byBin(rows))
        .collectAsList()
        .forEach(
            row ->
                parts
                    .computeIfAbsent(row.getString(0), part -> new Counts())
                    .add(row.getString(1), row.getString(2), row.getLong(3)));
    Map<String, DataSummary> summaries = new TreeMap<>();
    parts.forEach((part, counts) -> summaries.put(part, counts.summary()));
    return summaries;
  }

  private static Dataset<Row> byCopy(Dataset<Row> rows) {
    Dataset<Row> copies =
        rows.groupBy(PART, COPY)
            .agg(
                count(lit(1)).as("n"),
                min(FOLD).notEqual(max(FOLD)).as("apart"),
                count(when(col(WORDS).gt(0).and(col(WORDS).lt(DataSummary.SHORT)), 1)).as("few"));
    return copies
        .groupBy(PART)
        .agg(
            sum("n").as(ROWS),
            sum(col("n").minus(1)).as(DUPLICATES),
            coalesce(sum(when(col("apart"), col("n"))), lit(0L)).as(SHARED),
            sum("few").as(SHORT))
        .select(col(PART), explode(counts(ROWS, DUPLICATES, SHARED, SHORT)).as("each"))
        .select(PART, "each.kind", "each.name", "each.n");
  }

  private static Column counts(String... names) {
    Column[] each = new Column[names.length];
    for (int i = 0; i < names.length; i++) {
      each[i] = struct(lit(names[i]), lit(""), col("`" + names[i] + "`"));
    }
    return array(each);
  }

  private static Column struct(Column kind, Column name, Column n) {
    return functions.struct(kind.as("kind"), name.as("name"), n.as("n"));
  }

  /** Rows whose content has several classes in one group: a person who contradicts herself. */
  private static Dataset<Row> byContent(Dataset<Row> rows) {
    return rows.where(col(LABEL).isNotNull())
        .groupBy(PART, GROUP, CONTENT)
        .agg(count(lit(1)).as("n"), min(LABEL).notEqual(max(LABEL)).as("several"))
        .where("several")
        .groupBy(PART)
        .agg(sum("n").as("n"))
        .select(col(PART), lit(CONFLICTING).as("kind"), lit("").as("name"), col("n"));
  }

  private static Dataset<Row> byGroup(Dataset<Row> rows) {
    return rows.groupBy(PART, GROUP)
        .agg(min(FOLD).notEqual(max(FOLD)).as("apart"))
        .where("apart")
        .groupBy(PART)
        .agg(count(lit(1)).as("n"))
        .select(col(PART), lit(GROUPS).as("kind"), lit("").as("name"), col("n"));
  }

  /** Rows in each bin; the kind of such a count is its feature, behind a mark. */
  private static Dataset<Row> byBin(Dataset<Row> rows) {
    return rows.select(col(PART), explode(col(BINS)))
        .where(col("value").isNotNull())
        .groupBy(col(PART), concat(lit("="), col("key")).as("kind"), col("value").as("name"))
        .agg(count(lit(1)).as("n"));
  }

  private static final class Counts {
    private final Map<String, Long> numbers = new HashMap<>();
    private final Map<String, Map<String, Long>> bins = new TreeMap<>();

    void add(String kind, String name, long n) {
      if (kind.startsWith("=")) {
        bins.computeIfAbsent(kind.substring(1), feature -> new TreeMap<>()).put(name, n);
      } else {
        numbers.put(kind, n);
      }
    }

    DataSummary summary() {
      return new DataSummary(
          number(ROWS),
          number(ROWS),
          number(DUPLICATES),
          number(CONFLICTING),
          number(SHARED),
          number(GROUPS),
          0,
          0,
          number(SHORT),
          bins.getOrDefault("label", Map.of()),
          bins);
    }

    private long number(String kind) {
      return numbers.getOrDefault(kind, 0L);
    }
  }
}

package dev.tracewise.action;

import static org.apache.spark.sql.functions.col;

import dev.tracewise.action.InputSplits.NumberedSplit;
import dev.tracewise.model.Decision;
import dev.tracewise.model.Feedback;
import dev.tracewise.model.Outcome;
import dev.tracewise.model.Parsed;
import dev.tracewise.model.Rejection;
import dev.tracewise.model.Span;
import dev.tracewise.model.SpanLabel;
import dev.tracewise.source.Reading;
import dev.tracewise.table.AnnotationsTable;
import dev.tracewise.table.DecisionsTable;
import dev.tracewise.table.FeedbackTable;
import dev.tracewise.table.OutcomesTable;
import dev.tracewise.table.QuarantineTable;
import dev.tracewise.table.SpansTable;
import dev.tracewise.table.TableDefinition;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * What one ingest read: a row a record, with its place, and its columns in the struct of its kind.
 *
 * @param rows the rows, persisted
 */
record Batch(Dataset<Row> rows) {
  /** Columns that say where a record lies; their order is the order of reading. */
  static final List<String> PLACE = List.of("file", "file_line", "position");

  /** The kinds of records, by the name of their struct, with the table they go to. */
  enum Kind {
    SPAN(SpansTable.DEFINITION),
    DECISION(DecisionsTable.DEFINITION),
    OUTCOME(OutcomesTable.DEFINITION),
    FEEDBACK(FeedbackTable.DEFINITION),
    LABEL(AnnotationsTable.DEFINITION),
    REJECTION(QuarantineTable.DEFINITION);

    private final TableDefinition table;

    Kind(TableDefinition table) {
      this.table = table;
    }

    /** The table that records of this kind go to. */
    TableDefinition table() {
      return table;
    }

    private String column() {
      return name().toLowerCase(Locale.ROOT);
    }

    private static Kind of(Parsed parsed) {
      if (parsed instanceof Span) {
        return SPAN;
      }
      if (parsed instanceof Decision) {
        return DECISION;
      }
      if (parsed instanceof Outcome) {
        return OUTCOME;
      }
      if (parsed instanceof SpanLabel) {
        return LABEL;
      }
      return parsed instanceof Feedback ? FEEDBACK : REJECTION;
    }
  }

  /** The schema of the rows. */
  static StructType schema() {
    StructType schema =
        new StructType()
            .add("file", DataTypes.IntegerType, false)
            .add("line", DataTypes.LongType, false)
            .add("position", DataTypes.LongType, false)
            .add("source_uri", DataTypes.StringType, false)
            .add("kind", DataTypes.StringType, false)
            .add("tenant_id", DataTypes.StringType, false);
    for (Kind kind : Kind.values()) {
      schema = schema.add(kind.column(), nullable(kind.table().schema()), true);
    }
    return schema;
  }

  /** The row of a record. */
  static Row row(NumberedSplit from, Reading reading, Instant now) {
    Parsed parsed = reading.parsed();
    Kind kind = Kind.of(parsed);
    Row record = record(parsed, now);
    Object[] values = new Object[6 + Kind.values().length];
    values[0] = from.file();
    values[1] = reading.line();
    values[2] = from.split().start() + reading.position();
    values[3] = from.split().uri();
    values[4] = kind.column();
    values[5] = record.getString(0);
    values[6 + List.of(Kind.values()).indexOf(kind)] = record;
    return RowFactory.create(values);
  }

  /** How many records there are, by tenant and kind. */
  Map<String, Map<Kind, Long>> counts() {
    Map<String, Map<Kind, Long>> counts = new TreeMap<>();
    for (Row row : rows.groupBy("tenant_id", "kind").count().collectAsList()) {
      Kind kind = Kind.valueOf(row.getString(1).toUpperCase(Locale.ROOT));
      counts.computeIfAbsent(row.getString(0), t -> new TreeMap<>()).put(kind, row.getLong(2));
    }
    return counts;
  }

  /** A tenant's records of a kind: the place, the source, and the columns of its table. */
  Dataset<Row> of(String tenant, Kind kind) {
    return rows.where(col("kind").equalTo(kind.column()).and(col("tenant_id").equalTo(tenant)))
        .select(
            col("file"),
            col("line").as("file_line"),
            col("position"),
            col("source_uri"),
            col(kind.column() + ".*"));
  }

  private static Row record(Parsed parsed, Instant now) {
    if (parsed instanceof Span span) {
      return SpansTable.row(span, now);
    }
    if (parsed instanceof Decision decision) {
      return DecisionsTable.row(decision, now);
    }
    if (parsed instanceof Outcome outcome) {
      return OutcomesTable.row(outcome, now);
    }
    if (parsed instanceof SpanLabel label) {
      return AnnotationsTable.row(label, now);
    }
    return parsed instanceof Feedback feedback
        ? FeedbackTable.row(feedback, now)
        : QuarantineTable.row((Rejection) parsed, now);
  }

  static StructType nullable(StructType schema) {
    return new StructType(
        Arrays.stream(schema.fields())
            .map(field -> new StructField(field.name(), field.dataType(), true, field.metadata()))
            .toArray(StructField[]::new));
  }
}

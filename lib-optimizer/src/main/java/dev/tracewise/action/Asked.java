package dev.tracewise.action;

import dev.tracewise.model.ChoiceRequest;
import dev.tracewise.table.Decisions;
import dev.tracewise.table.DecisionsTable;
import dev.tracewise.table.QuarantineTable;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * A line of a file of requests.
 *
 * @param place where it stands
 * @param request what is asked for; null where it could not be read
 * @param rejection why not, as a row of {@code quarantine}; null where it could
 */
record Asked(Place place, @Nullable ChoiceRequest request, @Nullable Row rejection) {
  private static final List<String> OF_DECISIONS =
      List.of(
          "interaction_id",
          "time",
          "modality",
          "session_id",
          "user_id",
          "trace_id",
          "span_id",
          "context",
          "options",
          "chosen");

  /**
   * Where a line stands.
   *
   * @param file number of the file
   * @param line number of the line
   * @param position of its record in the line's piece of the file
   */
  record Place(int file, long line, long position) {
    static Place of(SplitReadings.Located located) {
      return new Place(
          located.from().file(), located.reading().line(), located.reading().position());
    }
  }

  /** The columns of {@link #row}. */
  static StructType schema() {
    StructType ofDecisions = DecisionsTable.DEFINITION.schema();
    StructType schema =
        new StructType()
            .add("file", DataTypes.IntegerType, false)
            .add("file_line", DataTypes.LongType, false)
            .add("position", DataTypes.LongType, false)
            .add("rejection", Batch.nullable(QuarantineTable.DEFINITION.schema()), true);
    for (String name : OF_DECISIONS) {
      schema = schema.add(name, ofDecisions.apply(name).dataType(), true);
    }
    return schema;
  }

  /** It as a row, with nothing chosen yet. */
  Row row() {
    ChoiceRequest asked = request;
    @Nullable Object[] values = new @Nullable Object[4 + OF_DECISIONS.size()];
    values[0] = place.file();
    values[1] = place.line();
    values[2] = place.position();
    values[3] = rejection;
    if (asked != null) {
      values[4] = asked.interactionId();
      values[5] = asked.time();
      values[6] = asked.modality();
      values[7] = asked.sessionId();
      values[8] = asked.userId();
      values[9] = asked.traceId();
      values[10] = asked.spanId();
      values[11] = Decisions.row(asked.context());
      values[12] = Decisions.row(asked.options());
    }
    return RowFactory.create(values);
  }

  /** It back from a row, of the tenant and the agent that it was read for. */
  static Asked of(Row row, String tenantId, String agentId) {
    Place place = new Place(row.getAs("file"), row.getAs("file_line"), row.getAs("position"));
    Row rejection = row.getAs("rejection");
    return rejection == null
        ? new Asked(place, request(row, tenantId, agentId), null)
        : new Asked(place, null, rejection);
  }

  private static ChoiceRequest request(Row row, String tenantId, String agentId) {
    return new ChoiceRequest(
        tenantId,
        row.getAs("interaction_id"),
        row.getInstant(row.fieldIndex("time")),
        agentId,
        row.getAs("modality"),
        row.getAs("session_id"),
        row.getAs("user_id"),
        row.getAs("trace_id"),
        row.getAs("span_id"),
        Decisions.context(row.getAs("context")),
        Decisions.options(row));
  }
}

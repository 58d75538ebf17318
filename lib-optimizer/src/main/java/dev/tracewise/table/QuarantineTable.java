package dev.tracewise.table;

import static dev.tracewise.table.Shapes.LONG;
import static dev.tracewise.table.Shapes.STRING;
import static dev.tracewise.table.Shapes.TENANT_COMMENT;
import static dev.tracewise.table.Shapes.TIMESTAMP;

import dev.tracewise.model.Hashes;
import dev.tracewise.model.Rejection;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Row;

/** Records that could not be read, with the reason; nothing is dropped. */
public final class QuarantineTable {
  /** The table. */
  public static final TableDefinition DEFINITION =
      TableDefinition.named("quarantine", "Records that could not be read, with the reason")
          .required("tenant_id", STRING, TENANT_COMMENT)
          .required("record_sha256", STRING, "SHA-256 of the raw record, lower-case hex")
          .required("source", STRING, "file it was first seen in")
          .required("line", LONG, "line in the file, from 1")
          .required("reason", STRING, "why it was refused, such as bad_json or missing_field")
          .nullable("field", STRING, "dotted path of the field at fault")
          .required("detail", STRING, "one sentence for a person")
          .required("raw", STRING, "the record, capped")
          .required("first_seen", TIMESTAMP, "when it first came")
          .required("times_seen", LONG, "distinct source lines it was seen on")
          .required("sightings", "array<bigint>", "hashes of the source lines already counted")
          .key("tenant_id", "record_sha256")
          .clusteredBy("tenant_id", "reason", "first_seen")
          .check("seen", "times_seen >= 1")
          .build();

  private QuarantineTable() {}

  /** The row of a record that is seen for the first time. */
  public static Row row(Rejection rejection, Instant seenAt) {
    return Rows.of(
        rejection.tenantId(),
        rejection.recordSha256(),
        rejection.source(),
        rejection.line(),
        rejection.reason(),
        rejection.field(),
        rejection.detail(),
        rejection.raw(),
        seenAt,
        1L,
        Rows.array(List.of(sighting(rejection.source(), rejection.line()))));
  }

  /** The number that stands for a line of a source: the first 8 bytes of its SHA-256. */
  public static long sighting(String source, long line) {
    return ByteBuffer.wrap(Hashes.sha256Bytes(source, Long.toString(line))).getLong();
  }
}

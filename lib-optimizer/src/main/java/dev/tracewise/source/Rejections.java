package dev.tracewise.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tracewise.model.Hashes;
import dev.tracewise.model.Rejection;
import java.nio.charset.StandardCharsets;

/** Makes the rejections of values that are JSON but not records. */
final class Rejections {
  private Rejections() {}

  /** The rejection of a value. */
  static Rejection of(JsonNode value, RecordOrigin origin, Problem problem) {
    String raw = value.toString();
    return new Rejection(
        origin.tenantId(),
        Hashes.sha256(raw.getBytes(StandardCharsets.UTF_8)),
        origin.source(),
        origin.line(),
        problem.reason(),
        problem.field(),
        problem.detail(),
        raw);
  }

  /** The rejection of the rest of a file. */
  static Rejection ofFile(RecordOrigin origin, Problem problem) {
    return new Rejection(
        origin.tenantId(),
        Hashes.sha256(problem.reason(), origin.source()),
        origin.source(),
        origin.line(),
        problem.reason(),
        problem.field(),
        problem.detail(),
        "");
  }
}

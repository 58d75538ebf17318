package dev.tracewise.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tracewise.model.Hashes;
import dev.tracewise.model.Rejection;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;

/** Makes the rejections of span formats: names the record by its hash and caps what is kept. */
final class SpanRejections {
  /** Most bytes of UTF-8 of a rejected record that are kept. */
  static final int MAX_RAW_BYTES = 8 * 1024;

  private SpanRejections() {}

  static Rejection of(RecordOrigin origin, JsonNode record, Faults.Fault fault) {
    String raw = record.toString();
    byte[] bytes = raw.getBytes(StandardCharsets.UTF_8);
    return new Rejection(
        origin.tenantId(),
        Hashes.sha256(bytes),
        origin.source(),
        origin.line(),
        fault.reason(),
        fault.field().isEmpty() ? null : fault.field(),
        fault.detail(),
        bytes.length <= MAX_RAW_BYTES ? raw : capped(raw));
  }

  private static String capped(String raw) {
    ByteBuffer target = ByteBuffer.allocate(MAX_RAW_BYTES);
    // The encoder stops before a character that does not fit, so no character is cut in two.
    StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(raw), target, true);
    return new String(target.array(), 0, target.position(), StandardCharsets.UTF_8);
  }
}

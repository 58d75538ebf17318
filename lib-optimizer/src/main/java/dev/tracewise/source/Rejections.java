package dev.tracewise.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tracewise.model.Hashes;
import dev.tracewise.model.Parsed;
import dev.tracewise.model.Rejection;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Makes rejections: names the record by its hash and caps what is kept of it. */
final class Rejections {
  /** Most bytes of UTF-8 of a rejected value that are kept. */
  static final int MAX_RAW_BYTES = 8 * 1024;

  private Rejections() {}

  /** How a record is read from its fields. */
  @FunctionalInterface
  interface Parser {
    /** What the record says. */
    Parsed parse(Fields fields, RecordOrigin origin) throws InvalidRecord;
  }

  /** What a value says, read as one record; its rejection where it cannot be. */
  static List<Parsed> orRecord(JsonNode value, RecordOrigin origin, Parser parser) {
    try {
      return List.of(parser.parse(Fields.of(value), origin));
    } catch (InvalidRecord e) {
      return List.of(of(value, origin, e.problem()));
    }
  }

  /** The rejection of a value. */
  static Rejection of(JsonNode value, RecordOrigin origin, Problem problem) {
    String raw = value.toString();
    byte[] bytes = raw.getBytes(StandardCharsets.UTF_8);
    return new Rejection(
        origin.tenantId(),
        Hashes.sha256(bytes),
        origin.source(),
        origin.line(),
        problem.reason(),
        problem.field(),
        problem.detail(),
        bytes.length <= MAX_RAW_BYTES ? raw : capped(raw));
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

  private static String capped(String raw) {
    ByteBuffer target = ByteBuffer.allocate(MAX_RAW_BYTES);
    // The encoder stops before a character that does not fit, so no character is cut in two.
    StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(raw), target, true);
    return new String(target.array(), 0, target.position(), StandardCharsets.UTF_8);
  }
}

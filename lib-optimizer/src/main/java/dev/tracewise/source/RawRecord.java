package dev.tracewise.source;

import dev.tracewise.model.Hashes;
import dev.tracewise.model.Rejection;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The text of one record before it is read as JSON.
 *
 * @param line line where it begins, from 1
 * @param text its text, cut where a problem says so
 * @param sha256 hash of the whole record; null where it is that of {@code text}
 * @param problem why it cannot be read, where that is known already
 */
record RawRecord(long line, String text, @Nullable String sha256, @Nullable Problem problem) {
  /** The rejection of this record. */
  Rejection reject(RecordOrigin origin, Problem why) {
    String hash = sha256 != null ? sha256 : Hashes.sha256(text.getBytes(StandardCharsets.UTF_8));
    return new Rejection(
        origin.tenantId(),
        hash,
        origin.source(),
        line,
        why.reason(),
        why.field(),
        why.detail(),
        text);
  }
}

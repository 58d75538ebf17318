package dev.tracewise.source;

import java.io.Serializable;

/**
 * Limits of reading files.
 *
 * @param maxRecordBytes longest record that is read, in bytes; a longer one is rejected without
 *     ever being held in memory
 * @param rawCap how many characters of a rejected record are kept
 * @param splitBytes size, in bytes, of the pieces into which a large file of JSON lines is cut
 */
public record IngestSettings(int maxRecordBytes, int rawCap, long splitBytes)
    implements Serializable {
  /** 64 MiB a record, 4096 characters kept of a rejected one, pieces of 32 MiB. */
  public static final IngestSettings DEFAULT = new IngestSettings(64 << 20, 4096, 32L << 20);
}

package dev.tracewise.source;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Cuts the bytes of a file into records. */
interface RecordScanner {
  /** The next record, or null after the last. */
  @Nullable RawRecord next() throws IOException;
}

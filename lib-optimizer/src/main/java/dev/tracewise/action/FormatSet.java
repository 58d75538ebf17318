package dev.tracewise.action;

import dev.tracewise.source.RecordFormat;
import java.io.Serializable;
import java.util.List;

/** Makes the formats that files may be in; sent to executors, so it can be serialized. */
@FunctionalInterface
public interface FormatSet extends Serializable {
  /** The formats in the order in which they are asked whether a value is theirs. */
  List<RecordFormat> formats();
}

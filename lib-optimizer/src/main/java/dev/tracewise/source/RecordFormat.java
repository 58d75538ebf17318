package dev.tracewise.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tracewise.model.Parsed;
import java.util.List;

/** One shape in which records arrive, recognised by its content. */
public interface RecordFormat {
  /** Its name on the command line, such as {@code otlp}. */
  String name();

  /** Whether the value looks like this format. Cheap: looks at a few fields, validates nothing. */
  boolean recognises(JsonNode value);

  /**
   * Reads every record in the value. What cannot be read is answered as a {@link
   * dev.tracewise.model.Rejection}, the rest goes through.
   *
   * @param value one JSON value: a line of a JSON Lines file, an element of a top-level array, or a
   *     whole document
   * @param origin where it came from and for whom
   */
  List<Parsed> read(JsonNode value, RecordOrigin origin);
}

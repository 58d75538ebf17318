package dev.tracewise.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tracewise.model.Errors;
import dev.tracewise.model.Parsed;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Tells by its content in which of the known formats a value is; the first that fits has it. */
public final class FormatDetector {
  private final List<RecordFormat> formats;

  private FormatDetector(List<RecordFormat> formats) {
    this.formats = List.copyOf(formats);
  }

  /** Tells the formats apart, in this order. */
  public static FormatDetector among(List<RecordFormat> formats) {
    return new FormatDetector(formats);
  }

  /**
   * Only the format of that name, for every value.
   *
   * @throws dev.tracewise.model.TracewiseException usage, where no format has that name
   */
  public static FormatDetector only(String name, List<RecordFormat> formats) {
    for (RecordFormat format : formats) {
      if (format.name().equals(name)) {
        return new FormatDetector(List.of(new Forced(format)));
      }
    }
    String known = formats.stream().map(RecordFormat::name).collect(Collectors.joining(", "));
    throw Errors.usage(
        "read the files as \"" + name + "\"",
        "no format has that name",
        "Known formats: auto, " + known + ".");
  }

  /** The format of the value, empty where it fits none. */
  public Optional<RecordFormat> detect(JsonNode value) {
    for (RecordFormat format : formats) {
      if (format.recognises(value)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  /** A format that somebody asked for by name. */
  private record Forced(RecordFormat format) implements RecordFormat {
    @Override
    public String name() {
      return format.name();
    }

    @Override
    public boolean recognises(JsonNode value) {
      return value.isObject() || format.recognises(value);
    }

    @Override
    public List<Parsed> read(JsonNode value, RecordOrigin origin) {
      return format.read(value, origin);
    }
  }
}

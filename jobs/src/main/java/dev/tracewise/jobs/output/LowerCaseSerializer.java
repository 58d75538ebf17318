package dev.tracewise.jobs.output;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.util.Locale;

/** Closed choices under the name they have in tables. */
@SuppressWarnings("rawtypes") // the serializer of every enum is registered under the raw type
final class LowerCaseSerializer extends StdSerializer<Enum> {
  private static final long serialVersionUID = 1L;

  LowerCaseSerializer() {
    super(Enum.class);
  }

  @Override
  public void serialize(Enum value, JsonGenerator json, SerializerProvider provider)
      throws IOException {
    json.writeString(value.name().toLowerCase(Locale.ROOT));
  }
}

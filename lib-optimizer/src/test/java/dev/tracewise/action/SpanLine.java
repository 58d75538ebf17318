package dev.tracewise.action;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tracewise.model.Parsed;
import dev.tracewise.model.Span;
import dev.tracewise.source.RecordFormat;
import dev.tracewise.source.RecordOrigin;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The smallest format of spans: id, agent, start and end. */
final class SpanLine implements RecordFormat {
  static String of(String id, String end) {
    return "{\"span\":\"%s\",\"end\":\"%s\"}".formatted(id, end);
  }

  @Override
  public String name() {
    return "spans";
  }

  @Override
  public boolean recognises(JsonNode value) {
    return value.has("span");
  }

  @Override
  public List<Parsed> read(JsonNode value, RecordOrigin origin) {
    Instant end = Instant.parse(value.get("end").textValue());
    String id = value.get("span").textValue();
    return List.of(
        new Span(
            origin.tenantId(),
            "trace",
            id,
            null,
            "chat",
            "LLM",
            Instant.parse("2026-10-01T12:00:00Z"),
            end,
            "OK",
            "router",
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            List.of(),
            List.of(),
            Map.of(),
            "test"));
  }
}

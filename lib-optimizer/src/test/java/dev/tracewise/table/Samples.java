package dev.tracewise.table;

import dev.tracewise.model.Context;
import dev.tracewise.model.Decision;
import dev.tracewise.model.Feedback;
import dev.tracewise.model.Measures;
import dev.tracewise.model.Message;
import dev.tracewise.model.Option;
import dev.tracewise.model.Outcome;
import dev.tracewise.model.Rejection;
import dev.tracewise.model.Span;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Records with awkward values: nulls, Unicode, nested maps, microseconds. */
final class Samples {
  static final Instant NOW = Instant.parse("2026-10-01T12:00:00.123456Z");

  private Samples() {}

  static Span span(String tenant, String id) {
    return new Span(
        tenant,
        "t-1",
        id,
        null,
        "näme ☃ \"quoted\"",
        "LLM",
        NOW,
        NOW.plusNanos(1_500_001_000L),
        "OK",
        "router",
        null,
        "u-1",
        "text",
        "model",
        3L,
        Long.MAX_VALUE,
        1e-9,
        "in\nput",
        "",
        List.of(new Message("user", "héllo 😀"), new Message("system", "")),
        List.of(),
        Map.of("a.b", "{\"x\":[1,2]}", "ключ", "значение"),
        "gen_ai 1.41");
  }

  static Span bareSpan(String tenant, String id) {
    return new Span(
        tenant, "t-2", id, "parent", "", "UNKNOWN", NOW, NOW, "UNSET", null, null, null, null, null,
        null, null, null, null, null, List.of(), List.of(), Map.of(), "otlp");
  }

  static Decision decision(String tenant, String id) {
    Map<String, String> relationship = new HashMap<>();
    relationship.put("from", "otters");
    relationship.put("to", null);
    Context context =
        new Context(
            "zeig mir Otter 🦦",
            null,
            Map.of("words", 5.0, "tiny", Double.MIN_VALUE),
            Map.of("locale", "de"),
            List.of(new Context.Entity("Otter", null)),
            List.of(relationship));
    return new Decision(
        tenant,
        id,
        NOW,
        "router",
        "text",
        "s-9",
        null,
        null,
        null,
        0.8,
        context,
        List.of(new Option("video_search", Map.of("price", 0.1 + 0.2)), Option.named("summarizer")),
        "video_search",
        0.7,
        Map.of("video_search", 0.7, "summarizer", 0.3),
        "out",
        new Measures(0.92, true, null, 1.2, 0.0004),
        null,
        Map.of(
            "summarizer",
            new Decision.OptionOutcome(new Measures(null, false, 0.0, null, null), 0.25)),
        Map.of("k", "v"),
        new Decision.Served("routing_policy", 3),
        new Decision.Placement("e-1", "b", "ep-1", 2, 0));
  }

  static Decision bareDecision(String tenant, String id) {
    return new Decision(
        tenant,
        id,
        NOW.plusSeconds(60),
        "router",
        null,
        null,
        null,
        null,
        null,
        null,
        Context.EMPTY,
        List.of(Option.named("only")),
        "only",
        null,
        Map.of(),
        null,
        Measures.UNKNOWN,
        null,
        Map.of(),
        Map.of(),
        null,
        null);
  }

  static Outcome outcome(String tenant, String id) {
    return new Outcome(tenant, id, NOW, new Measures(null, true, 0.5, null, 0.0), 0.75);
  }

  static Feedback feedback(String tenant, String id) {
    return new Feedback(
        tenant, id, "interaction", "i-1", NOW, "rating", 0.75, 4.0, "1..5", null, "human", "Zoë");
  }

  static Rejection rejection(String tenant, String sha256) {
    return new Rejection(
        tenant, sha256, "/data/a.jsonl", 7, "bad_json", null, "unexpected end", "{\"a\":\u0001");
  }
}

package dev.tracewise.action;

import dev.tracewise.model.Context;
import dev.tracewise.model.Decision;
import dev.tracewise.model.Measures;
import dev.tracewise.model.Option;
import dev.tracewise.model.Span;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Traces of several agents: of every shape one, and the same query in two patterns. */
final class WorkflowLog {
  static final String T = "acme";

  private WorkflowLog() {}

  /** Small traces, each of another shape. */
  static List<Span> shapes() {
    return List.of(
        span("single", "root", null, "a", 0, 2, "video", "AGENT"),
        span("single", "inner", "root", "service", 0.5, 1, "video", "LLM"),
        span("sequential", "root", null, null, 0, 3, null, "CHAIN"),
        span("sequential", "s1", "root", "a", 0, 1, "video", "AGENT"),
        span("sequential", "s2", "root", "b", 1, 2, "Document", "AGENT"),
        span("services", "root", null, "front", 0, 2, null, "CHAIN"),
        span("services", "inside", "root", "front", 0, 2, null, "LLM"),
        span("services", "called", "inside", "back", 0.5, 1, null, "LLM"),
        span("nested", "root", null, "boss", 0, 3, null, "AGENT"),
        span("nested", "tool", "root", null, 0.5, 2.5, null, "TOOL"),
        span("nested", "inner", "tool", "helper", 1, 2, null, "AGENT"),
        span("parallel", "root", null, "boss", 0, 2, null, "AGENT"),
        span("parallel", "p1", "root", "a", 0, 1.2, "mixed", "AGENT"),
        span("parallel", "p2", "root", "b", 0.1, 1.6, "smell", "AGENT"),
        span("chosen", "root", null, "router", 0, 2, null, "AGENT"),
        span("chosen", "next", "root", "a", 1, 2, null, "AGENT"),
        said("said", "root", "Conditional"),
        span("circle", "x", "y", "a", 0, 1, null, "AGENT"),
        span("circle", "y", "x", "b", 1, 2, null, "AGENT"),
        span("silent", "root", null, null, 0, 1, "video", "CHAIN"));
  }

  /** The same query of a user, once in parallel with two modalities, once in a row with one. */
  static void addCompared(int i, List<Span> spans, List<Decision> decisions) {
    String parallel = "par" + i;
    String sequential = "seq" + i;
    String user = "user" + i;
    String query = "Summarize videos and notes about Otters, nr. " + i + "?";
    spans.add(span(parallel, "root", null, null, 0, 2, null, "CHAIN"));
    spans.add(span(parallel, "a", "root", "a", 0, 1.2, "video", "AGENT"));
    spans.add(span(parallel, "b", "root", "b", 0, 1.5, "document", "AGENT"));
    spans.add(span(sequential, "root", null, null, 0, 3, null, "CHAIN"));
    spans.add(span(sequential, "a", "root", "a", 0, 1.2, "video", "AGENT"));
    spans.add(span(sequential, "b", "root", "b", 1.3, 2.8, "video", "AGENT"));
    List<String> one = List.of("search");
    double worth = 0.8 + (i % 4) * 0.05;
    decisions.add(decision(parallel, user, query, "document", 0.5, worth, one, "search"));
    decisions.add(decision(parallel, user, query, "video", 0.6, worth, one, "search"));
    decisions.add(decision(sequential, user, query, "video", 0.9, worth - 0.3, one, "search"));
  }

  private static Span said(String trace, String id, String pattern) {
    Span plain = span(trace, id, null, "a", 0, 1, null, "AGENT");
    return new Span(
        T,
        trace,
        id,
        null,
        plain.name(),
        plain.kind(),
        plain.startTime(),
        plain.endTime(),
        "OK",
        "a",
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
        Map.of("orchestration.pattern", pattern),
        "otlp");
  }

  static Span span(
      String trace,
      String id,
      @Nullable String parent,
      @Nullable String agent,
      double from,
      double to,
      @Nullable String modality,
      String kind) {
    return new Span(
        T,
        trace,
        id,
        parent,
        "work",
        kind,
        at(from),
        at(to),
        "OK",
        agent,
        trace.startsWith("par") || trace.startsWith("seq") ? "session " + trace : null,
        null,
        modality,
        null,
        null,
        null,
        null,
        null,
        null,
        List.of(),
        List.of(),
        Map.of(),
        "otlp");
  }

  static Decision decision(
      String trace,
      String user,
      String query,
      String modality,
      double confidence,
      double satisfaction,
      List<String> options,
      String chosen) {
    return new Decision(
        T,
        trace + "/" + modality,
        at(0.1),
        "router",
        modality,
        null,
        user,
        trace,
        null,
        confidence,
        new Context(query, null, Map.of(), Map.of(), List.of(), List.of()),
        options.stream().map(Option::named).toList(),
        chosen,
        1.0,
        Map.of(),
        null,
        new Measures(null, true, satisfaction, 1.0, null),
        null,
        Map.of(),
        Map.of(),
        null,
        null);
  }

  private static Instant at(double second) {
    return Log.START.plusMillis(Math.round(second * 1000));
  }
}

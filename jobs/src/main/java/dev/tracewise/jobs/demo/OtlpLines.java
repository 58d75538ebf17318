package dev.tracewise.jobs.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;

/**
 * Spans as an OpenTelemetry collector's file exporter leaves them: one export request a line, with
 * the attributes of the semantic conventions for generative AI.
 */
final class OtlpLines {
  private static final int SERVER = 2;
  private static final int CLIENT = 3;
  private static final int INTERNAL = 1;

  private final DemoWorld world;

  OtlpLines(DemoWorld world) {
    this.world = world;
  }

  static String traceId(DemoQuery query) {
    return Draws.hex("trace", query.interactionId(), 32);
  }

  static String rootSpanId(DemoQuery query) {
    return spanId(query, "root");
  }

  private static String spanId(DemoQuery query, String part) {
    return Draws.hex("span/" + part, query.interactionId(), 16);
  }

  /** One export request with the spans of the interactions. */
  String request(List<DemoInteraction> interactions) {
    ObjectNode request = JsonLines.object();
    ObjectNode resource = request.putArray("resourceSpans").addObject();
    ArrayNode about = resource.putObject("resource").putArray("attributes");
    text(about, "service.name", "demo-assistant");
    text(about, "telemetry.sdk.language", "python");
    ObjectNode scope = resource.putArray("scopeSpans").addObject();
    scope.putObject("scope").put("name", "demo.assistant").put("version", "1.4.0");
    ArrayNode spans = scope.putArray("spans");
    interactions.forEach(interaction -> addTrace(spans, interaction));
    return JsonLines.text(request);
  }

  private void addTrace(ArrayNode spans, DemoInteraction interaction) {
    DemoQuery query = interaction.query();
    double seconds = interaction.outcome().seconds();
    ArrayNode root = span(spans, interaction, "root", "invoke_agent " + query.agentId(), SERVER);
    times(spans, query.time(), 0, seconds);
    text(root, "gen_ai.operation.name", "invoke_agent");
    text(root, "gen_ai.agent.name", query.agentId());
    text(root, "gen_ai.conversation.id", query.sessionId());
    text(root, "user.id", query.user().id());
    messages(root, interaction);

    String model = world.agent(query.agentId()).model(interaction.chosen());
    ArrayNode chat = span(spans, interaction, "chat", "chat " + model, CLIENT);
    times(
        spans,
        query.time(),
        0.05 * seconds,
        (query.agentId().equals("router") ? 0.3 : 0.95) * seconds);
    text(chat, "gen_ai.operation.name", "chat");
    text(chat, "gen_ai.provider.name", "demo");
    text(chat, "gen_ai.request.model", model);
    number(chat, "gen_ai.usage.input_tokens", 40 + query.text().length() / 4);
    number(chat, "gen_ai.usage.output_tokens", 12 + DecisionLines.output(interaction).length() / 4);
    messages(chat, interaction);

    if (query.agentId().equals(RouterAgent.ID)) {
      ArrayNode tool =
          span(spans, interaction, "tool", "execute_tool " + interaction.chosen(), INTERNAL);
      times(spans, query.time(), 0.32 * seconds, 0.98 * seconds);
      text(tool, "gen_ai.operation.name", "execute_tool");
      text(tool, "gen_ai.tool.name", interaction.chosen());
      text(tool, "gen_ai.tool.type", "function");
    }
  }

  private static ArrayNode span(
      ArrayNode spans, DemoInteraction interaction, String part, String name, int kind) {
    DemoQuery query = interaction.query();
    ObjectNode span = spans.addObject();
    span.put("traceId", traceId(query));
    span.put("spanId", spanId(query, part));
    span.put("parentSpanId", part.equals("root") ? "" : rootSpanId(query));
    span.put("name", name);
    span.put("kind", kind);
    boolean failed = part.equals("tool") && !interaction.outcome().success();
    span.putObject("status").put("code", failed ? 2 : 1);
    return span.putArray("attributes");
  }

  private static void times(ArrayNode spans, Instant start, double from, double to) {
    ObjectNode span = (ObjectNode) spans.get(spans.size() - 1);
    span.put("startTimeUnixNano", nanos(start, from));
    span.put("endTimeUnixNano", nanos(start, to));
  }

  private static String nanos(Instant start, double seconds) {
    return Long.toString(start.getEpochSecond() * 1_000_000_000L + (long) (seconds * 1e9));
  }

  private static void messages(ArrayNode attributes, DemoInteraction interaction) {
    text(attributes, "gen_ai.input.messages", message("user", interaction.query().text()));
    text(
        attributes,
        "gen_ai.output.messages",
        message("assistant", DecisionLines.output(interaction)));
  }

  private static String message(String role, String content) {
    ObjectNode message = JsonLines.object().put("role", role);
    message.putArray("parts").addObject().put("type", "text").put("content", content);
    return "[" + JsonLines.text(message) + "]";
  }

  private static void text(ArrayNode attributes, String key, String value) {
    attributes.addObject().put("key", key).putObject("value").put("stringValue", value);
  }

  private static void number(ArrayNode attributes, String key, long value) {
    attributes.addObject().put("key", key).putObject("value").put("intValue", Long.toString(value));
  }
}

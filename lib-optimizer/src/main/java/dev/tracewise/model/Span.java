package dev.tracewise.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One span of a trace, with what the conventions agree on promoted to fields.
 *
 * @param tenantId who owns the row
 * @param traceId trace, kept verbatim
 * @param spanId span, kept verbatim
 * @param parentSpanId parent in the same trace; null for a root
 * @param name name of the operation
 * @param kind LLM, AGENT, TOOL, CHAIN, RETRIEVER, RERANKER, EMBEDDING, GUARDRAIL, EVALUATOR,
 *     PROMPT, or UNKNOWN
 * @param startTime start
 * @param endTime end, not before the start
 * @param status OK, ERROR or UNSET
 * @param agentId agent that the span belongs to, where the span says so
 * @param sessionId conversation or session
 * @param userId end user
 * @param modality text, image, audio, video, document or mixed
 * @param model language model that answered
 * @param inputTokens tokens read
 * @param outputTokens tokens written
 * @param costUsd cost in USD
 * @param input text of the last message that went in
 * @param output text of the last message that came out
 * @param inputMessages the conversation that went in
 * @param outputMessages the messages that came out
 * @param attributes the raw attributes, values that are not text as JSON
 * @param convention which convention it was read by, with its version, such as {@code
 *     openinference} or {@code gen_ai}
 */
public record Span(
    String tenantId,
    String traceId,
    String spanId,
    @Nullable String parentSpanId,
    String name,
    String kind,
    Instant startTime,
    Instant endTime,
    String status,
    @Nullable String agentId,
    @Nullable String sessionId,
    @Nullable String userId,
    @Nullable String modality,
    @Nullable String model,
    @Nullable Long inputTokens,
    @Nullable Long outputTokens,
    @Nullable Double costUsd,
    @Nullable String input,
    @Nullable String output,
    List<Message> inputMessages,
    List<Message> outputMessages,
    Map<String, String> attributes,
    String convention)
    implements Parsed {
  /** Copies the collections. */
  public Span {
    inputMessages = List.copyOf(inputMessages);
    outputMessages = List.copyOf(outputMessages);
    attributes = Map.copyOf(attributes);
  }
}

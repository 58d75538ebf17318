package dev.tracewise.source;

import java.util.List;
import java.util.stream.Stream;

/**
 * Which attributes fill the promoted columns, the best first.
 *
 * @param path where the attributes lie in a record, with its dot; empty where the record has fields
 *     of its own, and with them a convention of its own
 * @param kind the span's kind by a name of its own; the conventions decide where none is present
 * @param agent who acts; the last ones are only the best name there is
 * @param session conversation
 * @param user end user
 * @param model language model, the one that answered before the one that was asked
 * @param inputTokens tokens read
 * @param outputTokens tokens written
 * @param cost cost in USD
 */
record PromotedKeys(
    String path,
    List<String> kind,
    List<String> agent,
    List<String> session,
    List<String> user,
    List<String> model,
    List<String> inputTokens,
    List<String> outputTokens,
    List<String> cost) {
  /** OTel gen_ai, OpenInference and Vercel AI SDK together. */
  static final PromotedKeys STANDARD =
      new PromotedKeys(
          "attributes.",
          List.of("openinference.span.kind"),
          List.of(
              "tracewise.agent_id",
              "gen_ai.agent.name",
              "gen_ai.agent.id",
              "agent.name",
              "agent_name",
              "ai.telemetry.functionId",
              "service.name"),
          List.of(
              "session.id",
              "gen_ai.conversation.id",
              "ai.telemetry.metadata.sessionId",
              "langfuse.session.id"),
          List.of("user.id", "enduser.id", "ai.telemetry.metadata.userId", "langfuse.user.id"),
          List.of(
              "gen_ai.response.model",
              "llm.model_name",
              "ai.response.model",
              "gen_ai.request.model",
              "ai.model.id",
              "embedding.model_name"),
          List.of(
              "gen_ai.usage.input_tokens",
              "llm.token_count.prompt",
              "ai.usage.inputTokens",
              "ai.usage.promptTokens",
              "gen_ai.usage.prompt_tokens",
              "ai.usage.tokens"),
          List.of(
              "gen_ai.usage.output_tokens",
              "llm.token_count.completion",
              "ai.usage.outputTokens",
              "ai.usage.completionTokens",
              "gen_ai.usage.completion_tokens"),
          List.of("tracewise.cost_usd", "llm.cost.total", "gen_ai.usage.cost"));

  /** Langfuse: its own fields first, then what the framework sent along. */
  static final PromotedKeys LANGFUSE =
      new PromotedKeys(
          "",
          List.of("langfuse.type"),
          List.of(
              "tracewise.agent_id",
              "gen_ai.agent.name",
              "gen_ai.agent.id",
              "agent.name",
              "agent_name",
              "ai.telemetry.functionId",
              "langfuse.trace.name",
              "service.name"),
          before("langfuse.session.id", STANDARD.session),
          before("langfuse.user.id", STANDARD.user),
          before("langfuse.model", STANDARD.model),
          List.of(
              "langfuse.usageDetails.input", "gen_ai.usage.input_tokens", "llm.token_count.prompt"),
          List.of(
              "langfuse.usageDetails.output",
              "gen_ai.usage.output_tokens",
              "llm.token_count.completion"),
          List.of("langfuse.costDetails.total", "llm.cost.total"));

  /** TensorZero's rows. */
  static final PromotedKeys TENSORZERO =
      new PromotedKeys(
          "",
          List.of("kind"),
          List.of("function", "function_name"),
          List.of("episode_id"),
          List.of("user_id"),
          List.of("model", "model_name"),
          List.of("input_tokens"),
          List.of("output_tokens"),
          List.of("cost"));

  private static List<String> before(String first, List<String> rest) {
    return Stream.concat(Stream.of(first), rest.stream()).toList();
  }
}

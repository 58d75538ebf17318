package dev.tracewise.jobs.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tracewise.jobs.demo.OutcomeLaw.Drawn;
import dev.tracewise.model.Context;
import java.time.Duration;

/** Lines of decision logs, outcomes and contexts, as the product's interface describes them. */
final class DecisionLines {
  private final DemoWorld world;

  DecisionLines(DemoWorld world) {
    this.world = world;
  }

  /** A line of the decision log, with its outcome unless that comes later or never. */
  ObjectNode decision(DemoInteraction interaction) {
    DemoQuery query = interaction.query();
    ObjectNode line = question(query);
    boolean traced = traced(query);
    line.put("trace_id", traced ? OtlpLines.traceId(query) : null);
    line.put("span_id", traced ? OtlpLines.rootSpanId(query) : null);
    line.put("chosen", interaction.chosen());
    line.put("confidence", interaction.propensity());
    line.put("propensity", interaction.propensity());
    line.set("probabilities", JsonLines.tree(interaction.probabilities()));
    line.put("output", output(interaction));
    if (!interaction.outcome().lost() && !comesLater(query)) {
      line.set("outcome", measures(interaction));
    }
    return line;
  }

  /** What is known of a question before anybody has decided: input of {@code apply}. */
  ObjectNode question(DemoQuery query) {
    ObjectNode line = JsonLines.object();
    line.put("interaction_id", query.interactionId());
    line.put("time", query.time().toString());
    line.put("agent_id", query.agentId());
    line.put("modality", query.modality().id());
    line.put("session_id", query.sessionId());
    line.put("user_id", query.user().id());
    line.set("context", context(query.context()));
    line.set("options", JsonLines.tree(world.agent(query.agentId()).options()));
    return line;
  }

  /** A line that completes a decision. */
  ObjectNode outcome(DemoInteraction interaction) {
    ObjectNode line = JsonLines.object();
    line.put("interaction_id", interaction.query().interactionId());
    line.put("time", interaction.query().time().plus(Duration.ofHours(2)).toString());
    line.set("outcome", measures(interaction));
    return line;
  }

  /** Whether the outcome is not in the log but in a file of its own. */
  boolean comesLater(DemoQuery query) {
    return world.random("later", query).nextDouble() < 0.2;
  }

  /** Whether the interaction leaves spans. */
  boolean traced(DemoQuery query) {
    return world.random("traced", query).nextDouble() < world.size().tracedShare();
  }

  static String output(DemoInteraction interaction) {
    String topic = interaction.query().topic().name();
    return switch (interaction.chosen()) {
      case "video_search" -> "Here are three videos on " + topic + ".";
      case "document_search" -> "I found two documents that mention " + topic + ".";
      case "image_search" -> "These pictures show " + topic + ".";
      case "audio_analysis" -> "In the recording, " + topic + " comes up four times.";
      case "summarizer" -> "In short: five points about " + topic + ".";
      default -> "About " + topic + ": an answer by the " + interaction.chosen() + ".";
    };
  }

  private ObjectNode measures(DemoInteraction interaction) {
    Drawn drawn = interaction.outcome();
    ObjectNode measures = JsonLines.object();
    measures.put("quality", drawn.quality());
    measures.put("success", drawn.success());
    measures.putNull("satisfaction");
    measures.put("seconds", drawn.seconds());
    DemoAgent agent = world.agent(interaction.query().agentId());
    measures.put("cost_usd", agent.costUsd(interaction.chosen()));
    return measures;
  }

  private static ObjectNode context(Context context) {
    ObjectNode node = JsonLines.object();
    node.put("text", context.text());
    node.set("numeric", JsonLines.tree(context.numeric()));
    node.set("categorical", JsonLines.tree(context.categorical()));
    var entities = node.putArray("entities");
    for (Context.Entity entity : context.entities()) {
      entities.addObject().put("text", entity.text()).put("type", entity.type());
    }
    node.putArray("relationships");
    return node;
  }
}

package dev.tracewise.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tracewise.model.Message;
import java.util.ArrayList;
import java.util.List;

/** Puts TensorZero's rows, which keep the system prompt and answers apart, into conversations. */
final class TensorZeroMessages {
  private TensorZeroMessages() {}

  /** The conversation with the system prompt, if there is one, in front. */
  static Conversation withSystem(JsonNode system, Conversation chat) {
    String prompt = JsonText.of(system);
    if (prompt == null) {
      return chat;
    }
    List<Message> messages = new ArrayList<>();
    messages.add(new Message("system", prompt));
    messages.addAll(chat.messages());
    return Conversation.of(messages, chat.media());
  }

  /** The one message that the parts of an answer make. */
  static Conversation answer(JsonNode parts) {
    var message = JsonNodeFactory.instance.objectNode().put("role", "assistant");
    message.set("content", parts);
    return ChatMessages.chat(JsonNodeFactory.instance.arrayNode().add(message), Side.OUTPUT);
  }
}

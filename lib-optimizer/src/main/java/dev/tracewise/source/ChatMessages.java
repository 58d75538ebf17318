package dev.tracewise.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tracewise.model.Message;
import dev.tracewise.model.Modality;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Normalises chats as OpenAI (chat completions and responses), Anthropic, Gemini, Vercel AI SDK,
 * OTel gen_ai, LangChain's plain form and BeeAI write them. Text wins over tool calls, tool calls
 * over other parts, which stay JSON.
 */
final class ChatMessages {
  private final Side side;
  private final Set<Modality> media = EnumSet.noneOf(Modality.class);
  private final List<Message> messages = new ArrayList<>();
  private final ToolCalls pending = new ToolCalls();
  private int pendingAt = -1;

  private ChatMessages(Side side) {
    this.side = side;
  }

  /** The chat in the value; empty when the value is none. */
  static Conversation chat(JsonNode value, Side side) {
    ChatMessages chat = new ChatMessages(side);
    chat.read(value);
    return chat.messages.isEmpty() ? Conversation.EMPTY : chat.conversation();
  }

  /**
   * The chat in the value or, where it is none but structured data, each object as one message of
   * JSON: what a tool or a chain answered is its message. Objects on the input side are arguments,
   * no messages, and so is a chat in a form that cannot be read.
   */
  static Conversation chatOrData(JsonNode value, Side side) {
    Conversation chat = chat(value, side);
    if (!chat.messages().isEmpty() || (value.isObject() && side == Side.INPUT)) {
      return chat;
    }
    ChatMessages data = new ChatMessages(side);
    if (value.isArray() && isAllObjects(value) && !holdsConstructors(value)) {
      value.forEach(data::addItem);
    } else if (value.isObject() && !value.has("messages") && !isConstructor(value)) {
      data.addItem(value);
    }
    return data.conversation();
  }

  /** A text of one speaker as a conversation. */
  static Conversation single(String role, String content) {
    return Conversation.of(List.of(new Message(role, content)), EnumSet.noneOf(Modality.class));
  }

  private Conversation conversation() {
    return Conversation.of(messages, media);
  }

  private void read(JsonNode value) {
    if (value.isArray()) {
      readArray(value);
    } else if (value.isObject()) {
      readObject(value);
    }
  }

  private void readArray(JsonNode array) {
    if (!isAllObjects(array) || holdsConstructors(array)) {
      return;
    }
    boolean anyItem = false;
    for (JsonNode item : array) {
      anyItem |= isItem(item);
    }
    if (anyItem) {
      array.forEach(this::addItem);
    }
  }

  private void readObject(JsonNode object) {
    JsonNode list = object.path("messages");
    if (list.isArray()) {
      if (!isRunRecord(object)) {
        readMessages(list);
      }
    } else if (object.has("contents")) {
      readContents(object.get("contents"));
    } else if (side == Side.OUTPUT) {
      readAnswer(object);
    }
  }

  private void readMessages(JsonNode list) {
    if (!list.isEmpty() && list.path(0).isTextual()) {
      list.forEach(item -> addPrinted(item.asText()));
    } else {
      readArray(list);
    }
  }

  private void readContents(JsonNode contents) {
    if (contents.isTextual()) {
      messages.add(new Message(side.role(), contents.textValue()));
    } else if (contents.isArray() && isAllObjects(contents)) {
      contents.forEach(this::addItem);
    }
  }

  private void readAnswer(JsonNode object) {
    JsonNode message = object.path("message");
    if (object.path("choices").isArray()) {
      object.get("choices").forEach(choice -> addSpoken(choice.path("message"), side.role()));
    } else if (object.path("candidates").isArray()) {
      object.get("candidates").forEach(choice -> addSpoken(choice.path("content"), "model"));
    } else if (object.path("output").isArray() && object.path("object").isTextual()) {
      readArray(object.get("output"));
    } else if (message.isObject() && message.path("role").isTextual()) {
      addSpoken(message, side.role());
    } else if (isItem(object)) {
      addItem(object);
    } else if (object.path("content").isArray()) {
      addSpoken(object, side.role());
    }
  }

  private void addSpoken(JsonNode message, String role) {
    if (message.isObject()) {
      messages.add(new Message(message.path("role").asText(role), content(message)));
    }
  }

  private void addItem(JsonNode item) {
    String type = item.path("type").asText("");
    if (type.equals("function_call") || type.equals("tool_call")) {
      messages.add(new Message("assistant", calls(item)));
    } else if (type.equals("function_call_output")) {
      String output = JsonText.of(item.get("output"));
      messages.add(new Message("tool", output == null ? "" : output));
    } else if (isVercelCall(item)) {
      addVercelCall(item);
    } else if (type.equals("reasoning") && !item.has("role")) {
      return;
    } else if (isSpoken(item)) {
      JsonNode role = item.path("message").path("role");
      messages.add(
          item.has("role") || !role.isTextual()
              ? new Message(item.path("role").asText(side.role()), content(item))
              : new Message(role.textValue(), content(item.get("message"))));
    } else {
      messages.add(new Message(side.role(), item.toString()));
    }
  }

  private void addVercelCall(JsonNode item) {
    pending.add(item);
    Message message = new Message("assistant", pending.json());
    if (pendingAt == messages.size() - 1 && pendingAt >= 0) {
      messages.set(pendingAt, message);
    } else {
      messages.add(message);
      pendingAt = messages.size() - 1;
    }
  }

  /** A message that Python printed: {@code role='user' content='…' name=None}. */
  private void addPrinted(String printed) {
    String prefix = "role='";
    int end = printed.startsWith(prefix) ? printed.indexOf('\'', prefix.length()) : -1;
    String role = end < 0 ? side.role() : printed.substring(prefix.length(), end);
    messages.add(new Message(role, printed));
  }

  private String content(JsonNode message) {
    return new ContentParts(media).of(message);
  }

  private static String calls(JsonNode call) {
    ToolCalls calls = new ToolCalls();
    calls.add(call);
    return calls.json();
  }

  private static boolean isItem(JsonNode item) {
    String type = item.path("type").asText("");
    return isSpoken(item)
        || isVercelCall(item)
        || type.equals("function_call")
        || type.equals("tool_call")
        || type.equals("function_call_output");
  }

  private static boolean isSpoken(JsonNode item) {
    return item.path("role").isTextual()
        || item.path("message").path("role").isTextual()
        || item.path("parts").isArray();
  }

  private static boolean isVercelCall(JsonNode item) {
    return item.path("toolCallId").isTextual() && item.path("toolName").isTextual();
  }

  private static boolean isAllObjects(JsonNode array) {
    for (JsonNode item : array) {
      if (!item.isObject()) {
        return false;
      }
    }
    return true;
  }

  /** LangChain's serialised objects, which name a class and not a speaker. */
  private static boolean isConstructor(JsonNode item) {
    return item.path("lc").isNumber() && item.path("kwargs").isObject();
  }

  private static boolean holdsConstructors(JsonNode array) {
    return isConstructor(array.path(0));
  }

  /** A run's record repeats its messages beside the tools it executed (which have no name). */
  private static boolean isRunRecord(JsonNode object) {
    JsonNode tool = object.path("tools").path(0);
    return tool.has("tool_call_id") && !tool.has("name") && !tool.has("function");
  }
}

package dev.tracewise.source;

import org.jspecify.annotations.Nullable;

/** A family of attribute names: what it says about a span's kind and about both of its sides. */
interface Convention {
  /** Its name in the table of spans. */
  String name();

  /** Whether the attributes use it. */
  boolean appliesTo(Attributes attributes);

  /** The kind of the span; null where it does not say. */
  @Nullable String kind(Attributes attributes);

  /** Version of the convention, where the maker of the span tells it. */
  default @Nullable String version(InstrumentationScope scope) {
    return null;
  }

  /** One side of the span; empty where it does not say. */
  Conversation side(Attributes attributes, Side side);

  /** A value that may be a chat in JSON, else plain text. */
  static Conversation chatOrPlain(@Nullable String value, Side side) {
    if (value == null) {
      return Conversation.EMPTY;
    }
    var json = JsonText.parse(value);
    if (json == null) {
      return Conversation.plain(value);
    }
    Conversation chat = ChatMessages.chat(json, side);
    return chat.messages().isEmpty()
        ? Conversation.plain(json.isTextual() ? json.textValue() : value)
        : chat;
  }
}

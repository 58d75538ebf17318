package dev.tracewise.source;

import dev.tracewise.model.Message;
import dev.tracewise.model.Modality;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One side of a span, normalised.
 *
 * @param messages messages in order; empty when the value is no chat
 * @param text what the side says in short: the last message's content, or the plain value
 * @param media kinds of content among the parts that are not text
 */
record Conversation(List<Message> messages, @Nullable String text, Set<Modality> media) {
  static final Conversation EMPTY =
      new Conversation(List.of(), null, EnumSet.noneOf(Modality.class));

  /** The messages, their last one being the text of the side. */
  static Conversation of(List<Message> messages, Set<Modality> media) {
    String last = messages.isEmpty() ? null : messages.get(messages.size() - 1).content();
    return new Conversation(messages, last, media);
  }

  /** A side that is no chat. */
  static Conversation plain(@Nullable String text) {
    return text == null ? EMPTY : new Conversation(List.of(), text, EMPTY.media);
  }

  boolean isEmpty() {
    return messages.isEmpty() && text == null;
  }
}

package dev.tracewise.jobs.demo;

import dev.tracewise.model.Context;
import dev.tracewise.model.Modality;
import java.time.Instant;

/**
 * A question before anybody has decided what to do with it.
 *
 * @param agentId who has to decide
 * @param interactionId its id
 * @param time when it was asked
 * @param user who asked
 * @param sessionId session of that user
 * @param modality what the question carries
 * @param context what the deciding agent sees
 * @param phrase how it was asked
 * @param topic what it is about
 */
record DemoQuery(
    String agentId,
    String interactionId,
    Instant time,
    DemoUser user,
    String sessionId,
    Modality modality,
    Context context,
    Phrase phrase,
    Topic topic) {
  String text() {
    String text = context.text();
    return text == null ? "" : text;
  }

  double number(String name) {
    return context.numeric().getOrDefault(name, 0.0);
  }

  boolean foreign() {
    return !user.locale().equals("en");
  }
}

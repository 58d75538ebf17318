package dev.tracewise.judge;

import dev.tracewise.model.Hashes;
import org.jspecify.annotations.Nullable;

/**
 * Names the group of a row. Rows of one group are not independent of each other, so splits,
 * bootstraps and standard errors go by group.
 */
public final class Groups {
  private Groups() {}

  /**
   * The user, else the session, else the hash of a text that is not empty, else the interaction.
   * The kind goes in front, so that a user and a session of the same name stay apart.
   *
   * @param userId end user, where known
   * @param sessionId conversation, where known
   * @param contextText text of the context, where there is one
   * @param interactionId the row itself
   */
  public static String of(
      @Nullable String userId,
      @Nullable String sessionId,
      @Nullable String contextText,
      String interactionId) {
    if (isPresent(userId)) {
      return "user:" + userId;
    }
    if (isPresent(sessionId)) {
      return "session:" + sessionId;
    }
    if (contextText != null && !contextText.isEmpty()) {
      return "text:" + Hashes.sha256(contextText);
    }
    return "interaction:" + interactionId;
  }

  private static boolean isPresent(@Nullable String value) {
    return value != null && !value.isEmpty();
  }
}

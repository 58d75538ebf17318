package dev.tracewise.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A decision that is still to be made.
 *
 * @param tenantId who owns the row
 * @param interactionId key within the tenant
 * @param time when it is decided
 * @param agentId who decides
 * @param modality text, image, audio, video, document or mixed
 * @param sessionId conversation or session
 * @param userId end user
 * @param traceId trace of the interaction
 * @param spanId span of the decision
 * @param context what is known
 * @param options what can be chosen, at least one, names unique
 */
public record ChoiceRequest(
    String tenantId,
    String interactionId,
    Instant time,
    String agentId,
    @Nullable String modality,
    @Nullable String sessionId,
    @Nullable String userId,
    @Nullable String traceId,
    @Nullable String spanId,
    Context context,
    List<Option> options)
    implements Parsed {
  /** Copies the options. */
  public ChoiceRequest {
    options = List.copyOf(options);
  }
}

package dev.tracewise.model;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A query of which is to be said whether to answer it from two modalities.
 *
 * @param tenantId who owns the row
 * @param interactionId key within the tenant
 * @param agentId who answers; null for whom it is asked for
 * @param query what was asked
 * @param detected modalities with the confidences, in [0, 1], that the query is about them
 */
public record FusionRequest(
    String tenantId,
    String interactionId,
    @Nullable String agentId,
    String query,
    Map<Modality, Double> detected)
    implements Parsed {
  /** Copies the modalities. */
  public FusionRequest {
    EnumMap<Modality, Double> copy = new EnumMap<>(Modality.class);
    copy.putAll(detected);
    detected = Collections.unmodifiableMap(copy);
  }
}

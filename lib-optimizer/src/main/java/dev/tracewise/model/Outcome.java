package dev.tracewise.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An outcome that arrived after its decision; fills what the decision left open.
 *
 * @param tenantId who owns the row
 * @param interactionId the decision it completes
 * @param time when the outcome was observed
 * @param measures what came of the decision
 * @param reward reward given by the log, taken as it is
 */
public record Outcome(
    String tenantId, String interactionId, Instant time, Measures measures, @Nullable Double reward)
    implements Parsed {}

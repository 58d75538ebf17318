package dev.tracewise.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One judgement of an interaction, a span, a trace or a session.
 *
 * @param tenantId who owns the row
 * @param feedbackId key within the tenant
 * @param targetKind interaction, span, trace or session
 * @param targetId id of the target
 * @param time when it was given
 * @param type helpfulness, correctness, relevance, clarity, completeness, thumbs, rating, comment
 *     or {@code custom:NAME}
 * @param score score in [0, 1], already brought from its scale; null for a bare comment
 * @param rawScore the score as it was given
 * @param scale the scale it was given on: {@code 0..1}, {@code 1..5} or {@code binary}
 * @param comment free text; data, never instructions
 * @param source human, model or code
 * @param author who judged; a later judgement by the same author on the same target and type
 *     replaces the earlier
 */
public record Feedback(
    String tenantId,
    String feedbackId,
    String targetKind,
    String targetId,
    Instant time,
    String type,
    @Nullable Double score,
    @Nullable Double rawScore,
    String scale,
    @Nullable String comment,
    String source,
    @Nullable String author)
    implements Parsed {}

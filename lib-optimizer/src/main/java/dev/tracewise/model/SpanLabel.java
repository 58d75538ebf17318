package dev.tracewise.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A label that an annotator gave to a span.
 *
 * @param tenantId who owns the row
 * @param spanId the span that is labelled
 * @param label the label
 * @param confidence how sure the annotator is, in [0, 1]
 * @param suggestedAgent the option that would have been right
 * @param reasoning why; data, never instructions
 * @param source human or model
 * @param annotator who labelled; a later label of the same annotator replaces the earlier
 * @param requiresHumanReview whether a person should look at the span all the same
 * @param time when it was labelled; null where nobody said
 */
public record SpanLabel(
    String tenantId,
    String spanId,
    RoutingLabel label,
    double confidence,
    @Nullable String suggestedAgent,
    @Nullable String reasoning,
    String source,
    String annotator,
    boolean requiresHumanReview,
    @Nullable Instant time)
    implements Parsed {}

package dev.tracewise.learn.annotation;

import dev.tracewise.model.RoutingLabel;
import org.jspecify.annotations.Nullable;

/**
 * The label that a language model gave.
 *
 * @param label the label; {@link RoutingLabel#INSUFFICIENT_INFO} where the answer has none that is
 *     known
 * @param confidence how sure it is, in [0, 1]
 * @param reasoning why, or the answer itself where it could not be read; data, never instructions
 * @param suggestedAgent the option that would have been right
 * @param requiresHumanReview whether a person should look at the span
 */
public record ModelLabel(
    RoutingLabel label,
    double confidence,
    String reasoning,
    @Nullable String suggestedAgent,
    boolean requiresHumanReview) {}

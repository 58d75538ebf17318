package dev.tracewise.learn.booster;

import dev.tracewise.model.Context;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an interaction once the user has the output, and before anybody judged it.
 *
 * @param agentId who decided
 * @param modality text, image, audio, video, document or mixed
 * @param context what was known
 * @param options how many options there were
 * @param chosen the option that was chosen
 * @param output what the user got
 * @param confidence the agent's own confidence
 * @param seconds how long it took
 * @param costUsd what it cost
 */
public record Interaction(
    String agentId,
    @Nullable String modality,
    Context context,
    int options,
    String chosen,
    @Nullable String output,
    @Nullable Double confidence,
    @Nullable Double seconds,
    @Nullable Double costUsd) {}

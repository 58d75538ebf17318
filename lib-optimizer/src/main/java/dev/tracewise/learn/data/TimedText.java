package dev.tracewise.learn.data;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A text that topics are mined from: a query from a log, or the title of a piece of content.
 *
 * @param text the text
 * @param time when it was written; null where not known
 */
public record TimedText(String text, @Nullable Instant time) {}

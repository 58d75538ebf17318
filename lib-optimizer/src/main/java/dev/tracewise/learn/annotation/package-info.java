/**
 * Spans of agents' decisions, judged: what became of them, which of them a person or a model should
 * look at first, what a label is worth as a reward, and when enough labels have come to learn from.
 * Plain Java; tables apply the same rules as columns.
 */
@NullMarked
package dev.tracewise.learn.annotation;

import org.jspecify.annotations.NullMarked;

/** The reward of a decision: one number in [0, 1] from what came of it. */
@NullMarked
package dev.tracewise.learn.reward;

import org.jspecify.annotations.NullMarked;

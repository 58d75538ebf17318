/**
 * Policies learned from logged decisions: features, models of the reward and of the propensity, and
 * softmax policies. Plain Java, deterministic to the last bit: rows in the order given, one thread,
 * {@link java.lang.StrictMath} for exponentials, seeded shuffles.
 */
@NullMarked
package dev.tracewise.learn.policy;

import org.jspecify.annotations.NullMarked;

/**
 * Is it better? Estimates of what a policy would bring, with intervals, their trust, and the gate
 * that a version has to pass. Plain Java, deterministic to the last bit: sums run in the order of
 * the rows.
 */
@NullMarked
package dev.tracewise.judge;

import org.jspecify.annotations.NullMarked;

/**
 * A router that is described by data: keyword rules, entity labels, the probabilities of the
 * agent's own model, and how much each counts; and what can be tuned of it, each value applied anew
 * to every logged decision.
 */
@NullMarked
package dev.tracewise.learn.router;

import org.jspecify.annotations.NullMarked;

/**
 * The parts of the computation of rewards, each a pure function from data frames to a data frame:
 * which spans are decisions, what feedback says about a decision, the reward formula as a column,
 * and which interactions a change touches. Every frame holds the rows of one tenant.
 */
@NullMarked
package dev.tracewise.action.rewards;

import org.jspecify.annotations.NullMarked;

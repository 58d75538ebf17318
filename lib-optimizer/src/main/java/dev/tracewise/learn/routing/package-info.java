/**
 * How well an agent routes and when to learn from it: its metrics, when an optimization is due,
 * what it replays, how much it explores, which optimizer the data carry, and the recommendation by
 * keywords while nothing is learned.
 */
@NullMarked
package dev.tracewise.learn.routing;

import org.jspecify.annotations.NullMarked;

/**
 * The verbs: what Tracewise does on Spark, one action each, with a result record. An action pins
 * the table versions it reads, runs in described jobs, and can be run again without changing
 * anything twice.
 */
@NullMarked
package dev.tracewise.action;

import org.jspecify.annotations.NullMarked;

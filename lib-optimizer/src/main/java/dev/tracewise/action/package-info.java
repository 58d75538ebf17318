/**
 * The verbs: one Spark action a class, each with a result record. Everything that knows both Spark
 * and the lower floors lives here.
 */
@NullMarked
package dev.tracewise.action;

import org.jspecify.annotations.NullMarked;

/** The verbs: each is one action on a warehouse, run on Spark, with a result record. */
@NullMarked
package dev.tracewise.action;

import org.jspecify.annotations.NullMarked;

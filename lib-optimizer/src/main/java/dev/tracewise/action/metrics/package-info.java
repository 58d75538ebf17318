/** How agents do: metrics of their experiences, counted by Spark. */
@NullMarked
package dev.tracewise.action.metrics;

import org.jspecify.annotations.NullMarked;

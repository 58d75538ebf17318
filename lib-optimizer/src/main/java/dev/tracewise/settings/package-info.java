/**
 * The configuration: one HOCON file with every key and its default, one record per concern, and all
 * problems reported at once. Sees the domain and the settings records of the algorithms, never
 * Spark.
 */
@NullMarked
package dev.tracewise.settings;

import org.jspecify.annotations.NullMarked;

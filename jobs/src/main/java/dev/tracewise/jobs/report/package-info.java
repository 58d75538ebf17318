/**
 * Reports as one HTML page that needs nothing but a browser: plain records in, text out; charts are
 * inline SVG. Sees no Spark.
 */
@NullMarked
package dev.tracewise.jobs.report;

import org.jspecify.annotations.NullMarked;

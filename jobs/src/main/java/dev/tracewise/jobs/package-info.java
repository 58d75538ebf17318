/** What {@code spark-submit} starts: one main class, and the way to run its commands in process. */
@NullMarked
package dev.tracewise.jobs;

import org.jspecify.annotations.NullMarked;

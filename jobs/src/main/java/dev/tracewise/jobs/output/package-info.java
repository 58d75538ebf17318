/** How results reach people and programs: aligned tables, JSON, files and progress. */
@NullMarked
package dev.tracewise.jobs.output;

import org.jspecify.annotations.NullMarked;

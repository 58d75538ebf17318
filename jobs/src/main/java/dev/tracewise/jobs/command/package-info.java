/** One class per command, and what commands share: their options, their context, their result. */
@NullMarked
package dev.tracewise.jobs.command;

import org.jspecify.annotations.NullMarked;

/** Workflows: which agents of a trace worked how, read off its spans and its experiences. */
@NullMarked
package dev.tracewise.action.workflow;

import org.jspecify.annotations.NullMarked;

/**
 * Learning and judging policies from logs: training sets, the tasks that train and judge candidates
 * on executors, and what they answer.
 */
@NullMarked
package dev.tracewise.action.policy;

import org.jspecify.annotations.NullMarked;

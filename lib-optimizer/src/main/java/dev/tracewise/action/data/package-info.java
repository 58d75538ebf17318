/**
 * What trainings start from: counts that say whether rows can be learned from, and what they say.
 */
@NullMarked
package dev.tracewise.action.data;

import org.jspecify.annotations.NullMarked;

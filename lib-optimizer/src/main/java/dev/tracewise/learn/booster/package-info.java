/**
 * What boosted trees need around them and Spark does not: their settings, how interactions become
 * dense features, and the description that is stored with a booster.
 */
@NullMarked
package dev.tracewise.learn.booster;

import org.jspecify.annotations.NullMarked;

/**
 * What a query says of itself without a model: whole words and phrases, its length, whether it
 * asks, whether it names something. Every rule is also a regular expression, so that Spark computes
 * the same.
 */
@NullMarked
package dev.tracewise.learn.text;

import org.jspecify.annotations.NullMarked;

/**
 * Boosted trees on Spark: trained on dense features by a fixed number of workers, judged on rows
 * they were not trained on, stored as UBJ with the description of their features. The reward model
 * is the first of the models that are made of them.
 */
@NullMarked
package dev.tracewise.action.meta;

import org.jspecify.annotations.NullMarked;

/**
 * The rows that learning starts from: whether they can be learned from at all, and the synthetic
 * ones that a modality without rows begins with.
 */
@NullMarked
package dev.tracewise.learn.data;

import org.jspecify.annotations.NullMarked;

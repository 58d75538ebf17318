/**
 * Annotation of spans on tables: which spans want a label, the queue of requests, labels that come
 * in, and what they change. The rules are those of {@code learn.annotation}, as columns.
 */
@NullMarked
package dev.tracewise.action.annotation;

import org.jspecify.annotations.NullMarked;

/**
 * Whether to answer from two modalities at once: how far they agree, how ambiguous the query is,
 * how often the pair helped before, and the recommendation that follows.
 */
@NullMarked
package dev.tracewise.learn.fusion;

import org.jspecify.annotations.NullMarked;

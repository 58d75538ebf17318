/**
 * Measurements beside a peer: logs made as columns, the same work in other engines, and how long
 * each took. Commands show what is measured here.
 */
@NullMarked
package dev.tracewise.jobs.bench;

import org.jspecify.annotations.NullMarked;

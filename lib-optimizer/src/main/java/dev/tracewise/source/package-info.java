/**
 * What comes in: the shapes of spans, decisions, outcomes and feedback that are in use, read from
 * JSON into the records of the domain. No Spark here; a reader never throws on a bad record but
 * answers with a {@link dev.tracewise.model.Rejection}.
 */
@NullMarked
package dev.tracewise.source;

import org.jspecify.annotations.NullMarked;

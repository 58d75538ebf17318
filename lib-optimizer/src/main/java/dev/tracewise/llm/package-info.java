/**
 * Models that read text: the embedder that runs in every process, with its cache. They are behind
 * the ports of {@link dev.tracewise.model}, see no Spark, and load nothing before they are used.
 */
@NullMarked
package dev.tracewise.llm;

import org.jspecify.annotations.NullMarked;

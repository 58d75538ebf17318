package dev.tracewise.action.policy;

import dev.tracewise.model.Evidence;
import java.io.Serializable;

/**
 * The evidence about a candidate and the look it took.
 *
 * @param evidence verdict and figures
 * @param look number of the look in its series
 * @param rowHashes rows that were looked at
 */
public record Judgement(Evidence evidence, int look, long[] rowHashes) implements Serializable {}

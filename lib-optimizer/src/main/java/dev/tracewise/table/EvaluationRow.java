package dev.tracewise.table;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One score of a candidate. Policies are scored on a whole part of the data by an estimator,
 * prompts on single examples.
 *
 * @param tenantId who owns the row
 * @param runId run
 * @param candidateId candidate
 * @param exampleId example, or the part of the data where it is scored as a whole
 * @param sample number of the sample, from 0
 * @param split training, selection, evidence, validation, holdout
 * @param estimator how it was scored: ips, snips, dm, dr, or the metric
 * @param score the score; null is missing, never zero
 * @param low lower end of the two-sided 95 % interval
 * @param high upper end
 * @param error why the score is missing
 * @param feedback feedback in words
 * @param tokens tokens spent
 * @param costUsd USD spent
 * @param seconds how long it took
 * @param cached whether the answer came from the cache
 * @param rows rows that were scored
 * @param effectiveSampleSize (Σw)²/Σw²
 * @param maxWeight largest importance weight
 * @param createdAt when it was scored
 */
public record EvaluationRow(
    String tenantId,
    String runId,
    String candidateId,
    String exampleId,
    int sample,
    String split,
    String estimator,
    @Nullable Double score,
    @Nullable Double low,
    @Nullable Double high,
    @Nullable String error,
    @Nullable String feedback,
    @Nullable Long tokens,
    @Nullable Double costUsd,
    @Nullable Double seconds,
    @Nullable Boolean cached,
    @Nullable Long rows,
    @Nullable Double effectiveSampleSize,
    @Nullable Double maxWeight,
    Instant createdAt) {}

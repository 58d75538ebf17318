package dev.tracewise.learn.annotation;

import org.jspecify.annotations.Nullable;

/**
 * Counts and sums over the judged spans of one agent; they add up, however the spans are cut.
 *
 * @param agentId what was chosen
 * @param successes spans that succeeded
 * @param failures spans that failed
 * @param ambiguous spans that do not tell
 * @param seconds sum of their durations
 * @param confidences spans that have a confidence
 * @param confidence sum of those confidences
 * @param decided moments of the confidence over the spans that succeeded or failed
 */
public record AgentTally(
    String agentId,
    long successes,
    long failures,
    long ambiguous,
    double seconds,
    long confidences,
    double confidence,
    Moments decided) {
  /**
   * Moments of confidence and success.
   *
   * @param spans how many
   * @param sum sum of the confidences
   * @param squares sum of their squares
   * @param successes how many succeeded
   * @param ofSuccesses sum of the confidences of those
   */
  public record Moments(
      long spans, double sum, double squares, long successes, double ofSuccesses) {
    /** Of no spans. */
    public static final Moments NONE = new Moments(0, 0, 0, 0, 0);

    Moments plus(Moments other) {
      return new Moments(
          spans + other.spans,
          sum + other.sum,
          squares + other.squares,
          successes + other.successes,
          ofSuccesses + other.ofSuccesses);
    }

    /** Pearson's correlation of confidence and success; 0 where it is not defined. */
    double correlation() {
      double n = spans;
      double covariance = n * ofSuccesses - sum * successes;
      double ofConfidence = n * squares - sum * sum;
      double ofSuccess = n * successes - (double) successes * successes;
      if (spans < 2 || !(ofConfidence > 1e-12 * n * n) || !(ofSuccess > 0)) {
        return 0;
      }
      return Math.max(-1, Math.min(1, covariance / Math.sqrt(ofConfidence * ofSuccess)));
    }
  }

  /** The tally of one span; the confidence is null where the span does not say. */
  public static AgentTally of(
      String agentId, SpanOutcome outcome, @Nullable Double confidence, double seconds) {
    boolean success = outcome == SpanOutcome.SUCCESS;
    boolean told = outcome != SpanOutcome.AMBIGUOUS;
    double value = confidence == null ? 0 : confidence;
    return new AgentTally(
        agentId,
        success ? 1 : 0,
        told && !success ? 1 : 0,
        told ? 0 : 1,
        seconds,
        confidence == null ? 0 : 1,
        value,
        confidence == null || !told
            ? Moments.NONE
            : new Moments(1, value, value * value, success ? 1 : 0, success ? value : 0));
  }

  /** How many spans. */
  public long spans() {
    return successes + failures + ambiguous;
  }

  /** How many spans tell whether they succeeded. */
  public long clear() {
    return successes + failures;
  }

  /** Both together, under the name of this one. */
  public AgentTally plus(AgentTally other) {
    return new AgentTally(
        agentId,
        successes + other.successes,
        failures + other.failures,
        ambiguous + other.ambiguous,
        seconds + other.seconds,
        confidences + other.confidences,
        confidence + other.confidence,
        decided.plus(other.decided));
  }

  /** Share of successes among the spans that tell; null where none does. */
  public @Nullable Double precision() {
    return clear() == 0 ? null : Double.valueOf((double) successes / clear());
  }
}

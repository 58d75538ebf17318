package dev.tracewise.action.policy;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How many experiences an agent has, and how many a policy can learn from.
 *
 * @param experiences all of them
 * @param rewarded those with a reward
 * @param choosable rewarded ones where there was more than one option
 * @param withPropensity choosable ones whose propensity the log knows
 */
public record Population(long experiences, long rewarded, long choosable, long withPropensity) {
  /** Counts the rows. */
  public static Population of(Dataset<Row> experiences) {
    Column rewarded = TrainingLines.rewarded();
    Column choosable = rewarded.and(TrainingLines.choosable());
    Row counts =
        experiences
            .agg(
                count(lit(1)),
                count_if(rewarded),
                count_if(choosable),
                count_if(choosable.and(col("propensity").isNotNull())))
            .head();
    return new Population(
        counts.getLong(0), counts.getLong(1), counts.getLong(2), counts.getLong(3));
  }

  /** How many rows can be learned from. */
  public long usable(MissingPropensity missing) {
    return missing == MissingPropensity.MODELLED ? choosable : withPropensity;
  }

  /**
   * Why there is too little to learn from, or empty if there is enough.
   *
   * @param needed rows that are needed
   */
  String shortage(Subject subject, long needed) {
    if (rewarded < needed) {
      return subject.title()
          + " has "
          + rewarded
          + " rewarded interactions, "
          + needed
          + " are needed. Wait for more feedback, ingest more logs and run rewards, or lower"
          + " tracewise.policy.min-experiences";
    }
    if (choosable < needed) {
      return subject.title()
          + " has "
          + choosable
          + " rewarded interactions with more than one"
          + " option, "
          + needed
          + " are needed. Where one option is all there is, nothing can be"
          + " learned about the choice";
    }
    if (usable(subject.missingPropensity()) < needed) {
      return subject.title()
          + " has "
          + withPropensity
          + " rewarded interactions with a logged"
          + " propensity, "
          + needed
          + " are needed. Log the probability of each choice, or let a"
          + " model estimate it with --propensity modelled";
    }
    return "";
  }
}

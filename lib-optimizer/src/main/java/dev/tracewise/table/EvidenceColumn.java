package dev.tracewise.table;

import dev.tracewise.model.Evidence;
import dev.tracewise.model.Interval;
import java.util.Locale;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** The struct column {@code evidence}, from and to the record of the domain. */
public final class EvidenceColumn {
  private EvidenceColumn() {}

  /** The struct; null stays null. */
  public static @Nullable Row row(@Nullable Evidence evidence) {
    if (evidence == null) {
      return null;
    }
    Interval value = evidence.value();
    Interval baseline = evidence.baselineValue();
    Interval difference = evidence.difference();
    return Rows.of(
        evidence.method(),
        value.estimate(),
        value.low(),
        value.high(),
        Rows.of(evidence.baseline(), baseline.estimate(), baseline.low(), baseline.high()),
        difference.estimate(),
        difference.low(),
        difference.high(),
        evidence.confidence(),
        evidence.candidatesTried(),
        evidence.effectiveSampleSize(),
        evidence.maxWeight(),
        evidence.rows(),
        evidence.groups(),
        evidence.verdict().name().toLowerCase(Locale.ROOT),
        evidence.reason());
  }

  /** The evidence of a struct; null stays null. */
  public static @Nullable Evidence of(@Nullable Row row) {
    if (row == null) {
      return null;
    }
    Row baseline = row.getAs("baseline");
    return new Evidence(
        Rows.text(row, "method"),
        interval(row, "estimate", "low", "high"),
        Rows.text(baseline, "name"),
        interval(baseline, "estimate", "low", "high"),
        interval(row, "difference", "difference_low", "difference_high"),
        row.<Double>getAs("confidence"),
        row.<Integer>getAs("candidates_tried"),
        Rows.doubleOrNull(row, "effective_sample_size"),
        Rows.doubleOrNull(row, "max_weight"),
        row.<Long>getAs("rows"),
        row.<Long>getAs("groups"),
        Evidence.Verdict.valueOf(Rows.text(row, "verdict").toUpperCase(Locale.ROOT)),
        Rows.text(row, "reason"));
  }

  private static Interval interval(Row row, String estimate, String low, String high) {
    return new Interval(
        row.<Double>getAs(estimate), row.<Double>getAs(low), row.<Double>getAs(high));
  }
}

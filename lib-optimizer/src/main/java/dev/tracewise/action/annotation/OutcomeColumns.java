package dev.tracewise.action.annotation;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.try_element_at;
import static org.apache.spark.sql.functions.upper;
import static org.apache.spark.sql.functions.when;

import dev.tracewise.learn.annotation.AnnotationSettings;
import dev.tracewise.learn.annotation.AskReason;
import dev.tracewise.learn.annotation.OutcomeReason;
import dev.tracewise.learn.annotation.Priority;
import dev.tracewise.learn.annotation.SpanFacts;
import dev.tracewise.learn.annotation.SpanOutcome;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;

/**
 * Outcome and priority as columns: {@link dev.tracewise.learn.annotation.SpanEvaluator#outcome} and
 * {@link AnnotationSettings#ask} for millions of spans.
 */
final class OutcomeColumns {
  private OutcomeColumns() {}

  /**
   * Why a span has its outcome, over {@code parent_span_id}, {@code status}, {@code attributes},
   * {@code chosen} and {@code child_failed}.
   */
  static Column outcomeReason() {
    Column sawError =
        SpanFacts.ERROR_ATTRIBUTES.stream()
            .map(name -> attribute(name).isNotNull())
            .reduce(coalesce(col("child_failed"), lit(false)), Column::or);
    return when(col("parent_span_id").isNull(), name(OutcomeReason.NO_PARENT_SPAN))
        .when(status().equalTo("ERROR"), name(OutcomeReason.ROUTING_ERROR))
        .when(sawError, name(OutcomeReason.DOWNSTREAM_ERROR))
        .when(
            status().equalTo("OK").and(col("chosen").isNotNull()),
            name(OutcomeReason.COMPLETED_SUCCESSFULLY))
        .otherwise(name(OutcomeReason.UNCLEAR_OUTCOME));
  }

  /** The outcome, over {@code outcome_reason}. */
  static Column outcome() {
    return translated(
        OutcomeReason.values(), OutcomeReason::id, each -> each.outcome().id(), "outcome_reason");
  }

  /** Why a label is wanted, over {@code outcome} and {@code confidence}; null where it is not. */
  static Column ask(AnnotationSettings settings) {
    Column confidence = col("confidence");
    Column unsure = confidence.lt(settings.confidenceThreshold());
    Column failure = is(SpanOutcome.FAILURE);
    Column success = is(SpanOutcome.SUCCESS);
    return when(failure.and(unsure), name(AskReason.UNSURE_FAILURE))
        .when(failure, name(AskReason.FAILURE))
        .when(confidence.lt(settings.lowConfidence()), name(AskReason.VERY_UNSURE))
        .when(is(SpanOutcome.AMBIGUOUS), name(AskReason.AMBIGUOUS_OUTCOME))
        .when(success.and(unsure), name(AskReason.UNSURE_SUCCESS))
        .when(
            success.and(confidence.leq(settings.fairConfidence())),
            name(AskReason.FAIRLY_SURE_SUCCESS));
  }

  /** The priority, over {@code reason}. */
  static Column priority() {
    return translated(AskReason.values(), AskReason::id, each -> each.priority().id(), "reason");
  }

  /** The rank of {@code priority}, 0 for the most urgent. */
  static Column rank() {
    return translated(Priority.values(), Priority::id, Priority::ordinal, "priority");
  }

  /** For each value of an enum in a column, what stands for it. */
  static <E> Column translated(
      E[] values, Function<E, String> from, Function<E, ?> to, String column) {
    Column[] cases =
        Arrays.stream(values)
            .map(each -> when(col(column).equalTo(from.apply(each)), lit(to.apply(each))))
            .toArray(Column[]::new);
    return coalesce(cases);
  }

  private static Column status() {
    Stream<Column> given =
        Stream.concat(
            Stream.of(col("status")),
            SpanFacts.STATUS_ATTRIBUTES.stream().map(OutcomeColumns::attribute));
    Column[] known =
        Stream.concat(
                given.map(text -> upper(trim(text))).map(each -> when(isStatus(each), each)),
                Stream.of(lit("UNSET")))
            .toArray(Column[]::new);
    return coalesce(known);
  }

  private static Column isStatus(Column text) {
    return text.isin("OK", "ERROR");
  }

  private static Column attribute(String name) {
    return try_element_at(col("attributes"), lit(name));
  }

  private static Column is(SpanOutcome outcome) {
    return col("outcome").equalTo(outcome.id());
  }

  private static Column name(OutcomeReason reason) {
    return lit(reason.id());
  }

  private static Column name(AskReason reason) {
    return lit(reason.id());
  }
}

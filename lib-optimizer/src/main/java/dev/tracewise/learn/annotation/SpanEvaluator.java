package dev.tracewise.learn.annotation;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Judges the span of a decision by its status, its attributes and what happened below it. */
public final class SpanEvaluator {
  private static final double ERROR_QUALITY = 0.1;
  private static final double BASE_QUALITY = 0.5;
  private static final int MANY_RESULTS = 5;

  private SpanEvaluator() {}

  /**
   * What became of the decision, with the reason.
   *
   * @param span the span
   * @param chosen what was chosen; null where the span does not say
   */
  public static OutcomeReason outcome(SpanFacts span, @Nullable String chosen) {
    if (span.parentSpanId() == null) {
      return OutcomeReason.NO_PARENT_SPAN;
    }
    if (span.status().equals("ERROR")) {
      return OutcomeReason.ROUTING_ERROR;
    }
    if (span.sawError()) {
      return OutcomeReason.DOWNSTREAM_ERROR;
    }
    return span.status().equals("OK") && chosen != null
        ? OutcomeReason.COMPLETED_SUCCESSFULLY
        : OutcomeReason.UNCLEAR_OUTCOME;
  }

  /**
   * An estimate of the quality in [0, 1] where nobody judged: 0.1 for an error; else 0.5, +0.2 when
   * OK, +0.1 with a result, +0.1 with five or more.
   */
  public static double quality(SpanFacts span) {
    if (span.status().equals("ERROR")) {
      return ERROR_QUALITY;
    }
    Double named = span.attributes().number("result_count");
    Double found = named == null ? span.attributes().number("routing.result_count") : named;
    double results = found == null ? 0 : found;
    int tenths = span.status().equals("OK") ? 2 : 0;
    tenths += results > 0 ? 1 : 0;
    tenths += results >= MANY_RESULTS ? 1 : 0;
    return (BASE_QUALITY * 10 + tenths) / 10;
  }

  /**
   * Whether the work was done: by the status; where it is unset by {@code agent.success}, else by
   * whether HTTP answered with 2xx; null where none of them says anything, since silence is no
   * success.
   */
  public static @Nullable Boolean success(SpanFacts span) {
    if (!span.status().equals("UNSET")) {
      return span.status().equals("OK");
    }
    Boolean said = truth(span.attributes().text("agent.success"));
    if (said != null) {
      return said;
    }
    Double named = span.attributes().number("http.response.status_code");
    Double http = named == null ? span.attributes().number("http.status_code") : named;
    return http == null ? null : Boolean.valueOf(http >= 200 && http <= 299);
  }

  private static @Nullable Boolean truth(@Nullable String text) {
    return switch (text == null ? "" : text.strip().toLowerCase(Locale.ROOT)) {
      case "true" -> Boolean.TRUE;
      case "false" -> Boolean.FALSE;
      default -> null;
    };
  }
}

package dev.tracewise.action.rewards;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.try_element_at;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;

/** What the status and the attributes of a span say about the success and quality of its work. */
final class SpanOutcome {
  private SpanOutcome() {}

  /** True for OK, false for ERROR, null for UNSET: a span that does not say is not a success. */
  static Column statusSuccess() {
    return when(col("status").equalTo("OK"), lit(true))
        .when(col("status").equalTo("ERROR"), lit(false));
  }

  /** The status; where it is unset {@code agent.success}, else whether HTTP answered with 2xx. */
  static Column success() {
    Column http =
        coalesce(attribute("http.response.status_code"), attribute("http.status_code"))
            .try_cast("int");
    return coalesce(
        statusSuccess(), attribute("agent.success").try_cast("boolean"), http.between(200, 299));
  }

  /**
   * An estimate of quality where nobody judged: 0.1 for an error; else 0.5, +0.2 when OK, +0.1 with
   * a result, +0.1 with five or more.
   */
  static Column quality() {
    Column results =
        coalesce(attribute("result_count"), attribute("routing.result_count")).try_cast("int");
    Column done = when(results.geq(5), 0.9).when(results.gt(0), 0.8).otherwise(0.7);
    Column unsaid = when(results.geq(5), 0.7).when(results.gt(0), 0.6).otherwise(0.5);
    return when(col("status").equalTo("ERROR"), 0.1)
        .when(col("status").equalTo("OK"), done)
        .otherwise(unsaid);
  }

  /** An attribute of the span as text; null when it is missing. */
  static Column attribute(String name) {
    return try_element_at(col("attributes"), lit(name));
  }
}

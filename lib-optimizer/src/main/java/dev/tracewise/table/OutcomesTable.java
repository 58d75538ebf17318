package dev.tracewise.table;

import static dev.tracewise.table.Shapes.BOOLEAN;
import static dev.tracewise.table.Shapes.DOUBLE;
import static dev.tracewise.table.Shapes.STRING;
import static dev.tracewise.table.Shapes.TENANT_COMMENT;
import static dev.tracewise.table.Shapes.TIMESTAMP;

import dev.tracewise.model.Measures;
import dev.tracewise.model.Outcome;
import java.time.Instant;
import org.apache.spark.sql.Row;

/** Outcomes that came before their decision and wait for it. */
public final class OutcomesTable {
  /** The table. */
  public static final TableDefinition DEFINITION =
      TableDefinition.named("outcomes", "Outcomes that wait for their decision")
          .required("tenant_id", STRING, TENANT_COMMENT)
          .required("interaction_id", STRING, "the decision it completes")
          .required("time", TIMESTAMP, "when the outcome was observed, UTC")
          .nullable("quality", DOUBLE, "quality of the result in [0, 1]")
          .nullable("success", BOOLEAN, "whether the task was done")
          .nullable("satisfaction", DOUBLE, "the user's satisfaction in [0, 1]")
          .nullable("seconds", DOUBLE, "how long it took in seconds")
          .nullable("cost_usd", DOUBLE, "what it cost in USD")
          .nullable("reward", DOUBLE, "reward given by the log, taken as it is")
          .required("ingested_at", TIMESTAMP, "when the row was written")
          .key("tenant_id", "interaction_id")
          .clusteredBy("tenant_id", "interaction_id")
          .unitInterval("quality", "satisfaction")
          .notNegative("seconds", "cost_usd")
          .withChangeFeed()
          .build();

  private OutcomesTable() {}

  /** The row of an outcome. */
  public static Row row(Outcome outcome, Instant ingestedAt) {
    Measures measures = outcome.measures();
    return Rows.of(
        outcome.tenantId(),
        outcome.interactionId(),
        outcome.time(),
        measures.quality(),
        measures.success(),
        measures.satisfaction(),
        measures.seconds(),
        measures.costUsd(),
        outcome.reward(),
        ingestedAt);
  }
}

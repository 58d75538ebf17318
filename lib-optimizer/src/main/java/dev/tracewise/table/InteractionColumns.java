package dev.tracewise.table;

import static dev.tracewise.table.Shapes.BOOLEAN;
import static dev.tracewise.table.Shapes.CONTEXT;
import static dev.tracewise.table.Shapes.DOUBLE;
import static dev.tracewise.table.Shapes.LONG;
import static dev.tracewise.table.Shapes.OPTIONS;
import static dev.tracewise.table.Shapes.STRING;
import static dev.tracewise.table.Shapes.TENANT_COMMENT;
import static dev.tracewise.table.Shapes.TIMESTAMP;

import java.util.function.UnaryOperator;

/** Columns that decisions and experiences have in common, with what must hold for them. */
final class InteractionColumns {
  private InteractionColumns() {}

  /** Who chose what, when, for whom; the key, and the columns that files are clustered by. */
  static TableDefinition.Builder choice(TableDefinition.Builder table) {
    return table
        .required("tenant_id", STRING, TENANT_COMMENT)
        .required("interaction_id", STRING, "key within the tenant")
        .required("time", TIMESTAMP, "when it was decided, UTC")
        .required("agent_id", STRING, "who decided")
        .nullable("modality", STRING, "text, image, audio, video, document or mixed")
        .nullable("session_id", STRING, "conversation or session")
        .nullable("user_id", STRING, "end user")
        .nullable("trace_id", STRING, "trace of the interaction")
        .nullable("span_id", STRING, "span of the decision")
        .nullable("confidence", DOUBLE, "the agent's own confidence in [0, 1]")
        .nullable("context", CONTEXT, "what was known")
        .required("options", OPTIONS, "what could be chosen, names unique")
        .required("chosen", STRING, "name of the option that was chosen")
        .key("tenant_id", "interaction_id")
        .clusteredBy("tenant_id", "agent_id", "time")
        .unitInterval("confidence");
  }

  /** With which probability it was chosen. */
  static TableDefinition.Builder propensity(TableDefinition.Builder table) {
    return table
        .nullable("propensity", DOUBLE, "probability in (0, 1] of the chosen option; null: unknown")
        .check("propensity_possible", "propensity IS NULL OR (propensity > 0 AND propensity <= 1)");
  }

  /** What came of it. */
  static UnaryOperator<TableDefinition.Builder> outcome(String satisfaction) {
    return table ->
        table
            .nullable("quality", DOUBLE, "quality of the result in [0, 1]")
            .nullable("success", BOOLEAN, "whether the task was done")
            .nullable("satisfaction", DOUBLE, satisfaction)
            .nullable("seconds", DOUBLE, "how long it took in seconds")
            .nullable("cost_usd", DOUBLE, "what it cost in USD")
            .unitInterval("quality", "satisfaction")
            .notNegative("seconds", "cost_usd");
  }

  /** By which version it was chosen. */
  static TableDefinition.Builder served(TableDefinition.Builder table) {
    return table
        .nullable("served_kind", STRING, "kind of the version that served it")
        .nullable("served_version", LONG, "number of the version that served it");
  }
}

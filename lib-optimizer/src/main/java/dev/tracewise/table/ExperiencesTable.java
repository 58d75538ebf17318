package dev.tracewise.table;

import static dev.tracewise.table.Shapes.BOOLEAN;
import static dev.tracewise.table.Shapes.CONTEXT;
import static dev.tracewise.table.Shapes.DOUBLE;
import static dev.tracewise.table.Shapes.LONG;
import static dev.tracewise.table.Shapes.NUMBER_MAP;
import static dev.tracewise.table.Shapes.OPTIONS;
import static dev.tracewise.table.Shapes.OUTCOMES_BY_OPTION;
import static dev.tracewise.table.Shapes.STRING;
import static dev.tracewise.table.Shapes.TENANT_COMMENT;
import static dev.tracewise.table.Shapes.TIMESTAMP;

/** Decisions with what came of them: the rows that are learned from. */
public final class ExperiencesTable {
  /** The table; read by tenant, agent and time. */
  public static final TableDefinition DEFINITION =
      TableDefinition.named("experiences", "One decision with its outcome and its reward")
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
          .required("options", OPTIONS, "what could be chosen")
          .required("chosen", STRING, "name of the option that was chosen")
          .nullable("output", STRING, "what the user got")
          .nullable(
              "propensity", DOUBLE, "probability in (0, 1] of the chosen option; null: unknown")
          .required("propensity_source", STRING, "logged, modelled or none")
          .nullable("quality", DOUBLE, "quality of the result in [0, 1]")
          .nullable("success", BOOLEAN, "whether the task was done")
          .nullable(
              "satisfaction", DOUBLE, "satisfaction in [0, 1], by feedback where there is any")
          .nullable("seconds", DOUBLE, "how long it took in seconds")
          .nullable("cost_usd", DOUBLE, "what it cost in USD")
          .nullable("reward", DOUBLE, "the reward; null when nothing is known")
          .nullable("reward_parts", NUMBER_MAP, "the parts the reward was made of, by name")
          .required("feedback_count", LONG, "judgements that count")
          .nullable(
              "outcomes_by_option", OUTCOMES_BY_OPTION, "benchmarks only: what each would bring")
          .nullable("served_kind", STRING, "kind of the version that served it")
          .nullable("served_version", LONG, "number of the version that served it")
          .required("updated_at", TIMESTAMP, "when the row last changed")
          .key("tenant_id", "interaction_id")
          .clusteredBy("tenant_id", "agent_id", "time")
          .check(
              "propensity_possible", "propensity IS NULL OR (propensity > 0 AND propensity <= 1)")
          .oneOf("propensity_source", "logged", "modelled", "none")
          .unitInterval("confidence", "quality", "satisfaction")
          .notNegative("seconds", "cost_usd", "feedback_count")
          .withChangeFeed()
          .build();

  private ExperiencesTable() {}
}

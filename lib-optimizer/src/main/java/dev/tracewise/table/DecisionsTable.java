package dev.tracewise.table;

import static dev.tracewise.table.Shapes.BOOLEAN;
import static dev.tracewise.table.Shapes.CONTEXT;
import static dev.tracewise.table.Shapes.DOUBLE;
import static dev.tracewise.table.Shapes.INT;
import static dev.tracewise.table.Shapes.LONG;
import static dev.tracewise.table.Shapes.NUMBER_MAP;
import static dev.tracewise.table.Shapes.OPTIONS;
import static dev.tracewise.table.Shapes.OUTCOMES_BY_OPTION;
import static dev.tracewise.table.Shapes.STRING;
import static dev.tracewise.table.Shapes.TENANT_COMMENT;
import static dev.tracewise.table.Shapes.TEXT_MAP;
import static dev.tracewise.table.Shapes.TIMESTAMP;

import dev.tracewise.model.Decision;
import dev.tracewise.model.Measures;
import java.time.Instant;
import java.util.Objects;
import org.apache.spark.sql.Row;

/** The decision log as it came, completed by outcomes that came later. */
public final class DecisionsTable {
  /** The table; read by tenant, agent and time. */
  public static final TableDefinition DEFINITION =
      TableDefinition.named("decisions", "Decision log: what an agent chose among its options")
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
          .nullable(
              "propensity", DOUBLE, "probability in (0, 1] of the chosen option; null: unknown")
          .nullable("probabilities", NUMBER_MAP, "probability of each option, where logged")
          .nullable("output", STRING, "what the user got")
          .nullable("quality", DOUBLE, "quality of the result in [0, 1]")
          .nullable("success", BOOLEAN, "whether the task was done")
          .nullable("satisfaction", DOUBLE, "the user's satisfaction in [0, 1]")
          .nullable("seconds", DOUBLE, "how long it took in seconds")
          .nullable("cost_usd", DOUBLE, "what it cost in USD")
          .nullable("reward", DOUBLE, "reward given by the log, taken as it is")
          .nullable(
              "outcomes_by_option", OUTCOMES_BY_OPTION, "benchmarks only: what each would bring")
          .nullable("metadata", TEXT_MAP, "anything else; values that are not text as JSON")
          .nullable("served_kind", STRING, "kind of the version that served it")
          .nullable("served_version", LONG, "number of the version that served it")
          .nullable("experiment_id", STRING, "experiment it belongs to")
          .nullable("variant", STRING, "variant of the experiment")
          .nullable("episode_id", STRING, "episode of several decisions")
          .nullable("step", INT, "step in the episode, from 0")
          .nullable("slate_position", INT, "position in a slate, from 0")
          .nullable("outcome_time", TIMESTAMP, "when an outcome last completed it, UTC")
          .required("ingested_at", TIMESTAMP, "when the row was written")
          .key("tenant_id", "interaction_id")
          .clusteredBy("tenant_id", "agent_id", "time")
          .check("chosen_is_offered", "map_contains_key(map_from_entries(options), chosen)")
          .check(
              "propensity_possible", "propensity IS NULL OR (propensity > 0 AND propensity <= 1)")
          .unitInterval("confidence", "quality", "satisfaction")
          .notNegative("seconds", "cost_usd")
          .withChangeFeed()
          .build();

  private DecisionsTable() {}

  /** The row of a decision. */
  public static Row row(Decision decision, Instant ingestedAt) {
    Measures outcome = decision.outcome();
    Decision.Served served = decision.served();
    Decision.Placement placement =
        Objects.requireNonNullElse(decision.placement(), Decision.Placement.NOWHERE);
    return Rows.of(
        decision.tenantId(),
        decision.interactionId(),
        decision.time(),
        decision.agentId(),
        decision.modality(),
        decision.sessionId(),
        decision.userId(),
        decision.traceId(),
        decision.spanId(),
        decision.confidence(),
        Decisions.row(decision.context()),
        Decisions.row(decision.options()),
        decision.chosen(),
        decision.propensity(),
        Rows.map(decision.probabilities()),
        decision.output(),
        outcome.quality(),
        outcome.success(),
        outcome.satisfaction(),
        outcome.seconds(),
        outcome.costUsd(),
        decision.reward(),
        Decisions.row(decision.outcomesByOption()),
        Rows.map(decision.metadata()),
        served == null ? null : served.kind(),
        served == null ? null : served.version(),
        placement.experimentId(),
        placement.variant(),
        placement.episodeId(),
        placement.step(),
        placement.slatePosition(),
        null,
        ingestedAt);
  }
}

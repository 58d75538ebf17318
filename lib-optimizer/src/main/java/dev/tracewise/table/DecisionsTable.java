package dev.tracewise.table;

import static dev.tracewise.table.Shapes.DOUBLE;
import static dev.tracewise.table.Shapes.INT;
import static dev.tracewise.table.Shapes.NUMBER_MAP;
import static dev.tracewise.table.Shapes.OUTCOMES_BY_OPTION;
import static dev.tracewise.table.Shapes.STRING;
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
          .with(InteractionColumns::choice)
          .with(InteractionColumns::propensity)
          .nullable("probabilities", NUMBER_MAP, "probability of each option, where logged")
          .nullable("output", STRING, "what the user got")
          .with(InteractionColumns.outcome("the user's satisfaction in [0, 1]"))
          .nullable("reward", DOUBLE, "reward given by the log, taken as it is")
          .nullable(
              "outcomes_by_option", OUTCOMES_BY_OPTION, "benchmarks only: what each would bring")
          .nullable("metadata", TEXT_MAP, "anything else; values that are not text as JSON")
          .with(InteractionColumns::served)
          .nullable("experiment_id", STRING, "experiment it belongs to")
          .nullable("variant", STRING, "variant of the experiment")
          .nullable("episode_id", STRING, "episode of several decisions")
          .nullable("step", INT, "step in the episode, from 0")
          .nullable("slate_position", INT, "position in a slate, from 0")
          .nullable("outcome_time", TIMESTAMP, "when an outcome last completed it, UTC")
          .required("ingested_at", TIMESTAMP, "when the row was written")
          .check("chosen_is_offered", "map_contains_key(map_from_entries(options), chosen)")
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

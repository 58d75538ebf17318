package dev.tracewise.table;

import static dev.tracewise.table.Shapes.DOUBLE;
import static dev.tracewise.table.Shapes.LONG;
import static dev.tracewise.table.Shapes.NUMBER_MAP;
import static dev.tracewise.table.Shapes.OUTCOMES_BY_OPTION;
import static dev.tracewise.table.Shapes.STRING;
import static dev.tracewise.table.Shapes.TIMESTAMP;

/** Decisions with what came of them: the rows that are learned from. */
public final class ExperiencesTable {
  /** The table; read by tenant, agent and time. */
  public static final TableDefinition DEFINITION =
      TableDefinition.named("experiences", "One decision with its outcome and its reward")
          .with(InteractionColumns::choice)
          .nullable("output", STRING, "what the user got")
          .with(InteractionColumns::propensity)
          .required("propensity_source", STRING, "logged, modelled or none")
          .with(
              InteractionColumns.outcome("satisfaction in [0, 1], by feedback where there is any"))
          .nullable("reward", DOUBLE, "the reward; null when nothing is known")
          .nullable("reward_parts", NUMBER_MAP, "the parts the reward was made of, by name")
          .required("feedback_count", LONG, "judgements that count")
          .nullable(
              "outcomes_by_option", OUTCOMES_BY_OPTION, "benchmarks only: what each would bring")
          .with(InteractionColumns::served)
          .required("updated_at", TIMESTAMP, "when the row last changed")
          .oneOf("propensity_source", "logged", "modelled", "none")
          .notNegative("feedback_count")
          .scattered("interaction_id", "time", "trace_id", "span_id", "context.text", "output")
          .scattered("seconds", "reward", "reward_parts.key_value.value")
          .withChangeFeed()
          .build();

  private ExperiencesTable() {}
}

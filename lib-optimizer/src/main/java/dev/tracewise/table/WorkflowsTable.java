package dev.tracewise.table;

import static dev.tracewise.table.Shapes.BOOLEAN;
import static dev.tracewise.table.Shapes.DOUBLE;
import static dev.tracewise.table.Shapes.INT;
import static dev.tracewise.table.Shapes.STRING;
import static dev.tracewise.table.Shapes.TENANT_COMMENT;
import static dev.tracewise.table.Shapes.TEXTS;
import static dev.tracewise.table.Shapes.TIMESTAMP;

/** Traces in which agents worked, with how they worked together and what came of it. */
public final class WorkflowsTable {
  /** The table; read by tenant and time. */
  public static final TableDefinition DEFINITION =
      TableDefinition.named("workflows", "One trace: which agents worked how, and what it earned")
          .required("tenant_id", STRING, TENANT_COMMENT)
          .required("workflow_id", STRING, "the trace")
          .nullable("session_id", STRING, "conversation or session")
          .nullable("user_id", STRING, "end user")
          .required("time", TIMESTAMP, "start of its first span, UTC")
          .required("seconds", DOUBLE, "from its first start to its last end")
          .required("agents", TEXTS, "agents in the order in which they began")
          .required("task_count", INT, "turns of agents")
          .required("pattern", STRING, "single, sequential, conditional or parallel")
          .required(
              "parallel_efficiency",
              DOUBLE,
              "seconds of the agents per second of the whole, at most their number; 0: not"
                  + " parallel")
          .required("modalities", TEXTS, "modalities that were used, the surest first")
          .nullable("primary_confidence", DOUBLE, "confidence of the first modality in [0, 1]")
          .nullable("secondary_confidence", DOUBLE, "confidence of the second one in [0, 1]")
          .nullable("agreement", DOUBLE, "how far the two agree, in [0, 1]")
          .nullable("ambiguity", DOUBLE, "how unclear the modality of the query is, in [0, 1]")
          .nullable("query", STRING, "what was asked, its first 10000 characters; data")
          .required("query_type", STRING, "what the query asks for, such as summarization")
          .required("query_length", INT, "words of the query")
          .required("has_question", BOOLEAN, "whether it has a question mark")
          .required("has_specific_entity", BOOLEAN, "whether it names something")
          .required("interaction_count", INT, "experiences of the trace")
          .nullable("confidence", DOUBLE, "confidence of its first decision in [0, 1]")
          .nullable("quality", DOUBLE, "mean quality of its experiences in [0, 1]")
          .nullable("success", BOOLEAN, "whether all of its experiences succeeded, else its root")
          .nullable("satisfaction", DOUBLE, "mean satisfaction of its experiences in [0, 1]")
          .nullable("reward", DOUBLE, "mean reward of its experiences")
          .required("teaches", BOOLEAN, "whether it succeeded, or satisfied by more than 0.6")
          .required("beneficial", BOOLEAN, "whether it succeeded and satisfied by more than 0.7")
          .required("updated_at", TIMESTAMP, "when the row last changed")
          .key("tenant_id", "workflow_id")
          .clusteredBy("tenant_id", "time", "workflow_id")
          .oneOf("pattern", "single", "sequential", "conditional", "parallel")
          .unitInterval("primary_confidence", "secondary_confidence", "agreement", "ambiguity")
          .unitInterval("confidence", "quality", "satisfaction")
          .notNegative("seconds", "task_count", "parallel_efficiency", "query_length")
          .notNegative("interaction_count")
          .build();

  private WorkflowsTable() {}
}

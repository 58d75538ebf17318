package dev.tracewise.table;

import static dev.tracewise.table.Shapes.EVIDENCE;
import static dev.tracewise.table.Shapes.LONG;
import static dev.tracewise.table.Shapes.NUMBER_MAP;
import static dev.tracewise.table.Shapes.PROVENANCE;
import static dev.tracewise.table.Shapes.STRING;
import static dev.tracewise.table.Shapes.TENANT_COMMENT;
import static dev.tracewise.table.Shapes.TIMESTAMP;

/** The truth about versions; written only through the registry. */
public final class ModelVersionsTable {
  /** The table. */
  public static final TableDefinition DEFINITION =
      TableDefinition.named("model_versions", "Versions of policies, prompts and models")
          .required("tenant_id", STRING, TENANT_COMMENT)
          .required("kind", STRING, "routing_policy, prompt_program, reward_model, …")
          .required("scope", STRING, "agent/A, modality/M, agent/A/modality/M or component/C")
          .required("version", LONG, "1, 2, … within tenant, kind and scope")
          .nullable("agent_id", STRING, "the agent of the scope")
          .nullable("modality", STRING, "the modality of the scope")
          .required("status", STRING, "candidate, active, retired or rejected (by people)")
          .required("artifact_sha256", STRING, "SHA-256 of the artefact, lower-case hex")
          .nullable("artifact_uri", STRING, "where a large artefact lies; null: in artifacts")
          .required("metrics", NUMBER_MAP, "metrics by name")
          .nullable("evidence", EVIDENCE, "why it may, or may not, go live")
          .nullable("parent_version", LONG, "version it was made from")
          .required("provenance", PROVENANCE, "what it was made from, to make it again")
          .required("created_at", TIMESTAMP, "when it was made")
          .required("created_by", STRING, "who or which command made it")
          .nullable("activated_at", TIMESTAMP, "when it last went live or was taken back")
          .nullable("activated_by", STRING, "who did that")
          .nullable("activation_reason", STRING, "why")
          .key("tenant_id", "kind", "scope", "version")
          .clusteredBy("tenant_id", "kind", "scope")
          .check("version_counts_from_one", "version >= 1")
          .oneOf("status", "candidate", "active", "retired", "rejected")
          .withChangeFeed()
          .keepingItsHistory()
          .build();

  private ModelVersionsTable() {}
}

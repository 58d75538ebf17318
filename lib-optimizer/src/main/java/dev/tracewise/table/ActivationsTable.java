package dev.tracewise.table;

import static dev.tracewise.table.Shapes.LONG;
import static dev.tracewise.table.Shapes.STRING;
import static dev.tracewise.table.Shapes.TENANT_COMMENT;
import static dev.tracewise.table.Shapes.TIMESTAMP;

/** History of what went live, replayed from the commits of model_versions. */
public final class ActivationsTable {
  /** The table. */
  public static final TableDefinition DEFINITION =
      TableDefinition.named("activations", "History of what went live and what was taken back")
          .required("tenant_id", STRING, TENANT_COMMENT)
          .required("sequence", LONG, "Delta version of the commit of model_versions")
          .required("kind", STRING, "kind of version")
          .required("scope", STRING, "scope")
          .nullable("version", LONG, "version that went live; null: the logged behaviour")
          .required("action", STRING, "activate or rollback")
          .nullable("previous_version", LONG, "version that was live before; null: none")
          .nullable("actor", STRING, "who did it")
          .nullable("reason", STRING, "why")
          .required("at", TIMESTAMP, "when")
          .key("tenant_id", "sequence", "kind", "scope")
          .clusteredBy("tenant_id", "kind", "scope", "sequence")
          .oneOf("action", "activate", "rollback")
          .build();

  private ActivationsTable() {}
}

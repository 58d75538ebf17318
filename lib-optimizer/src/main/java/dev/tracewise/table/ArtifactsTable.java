package dev.tracewise.table;

import static dev.tracewise.table.Shapes.LONG;
import static dev.tracewise.table.Shapes.STRING;
import static dev.tracewise.table.Shapes.TENANT_COMMENT;
import static dev.tracewise.table.Shapes.TIMESTAMP;

/** What versions are made of, by hash; rows never change. */
public final class ArtifactsTable {
  /** The table. */
  public static final TableDefinition DEFINITION =
      TableDefinition.named("artifacts", "What versions are made of, by hash; append-only")
          .required("tenant_id", STRING, TENANT_COMMENT)
          .required("sha256", STRING, "SHA-256 of the bytes, lower-case hex")
          .required("kind", STRING, "kind of version it belongs to")
          .required("media_type", STRING, "media type of the bytes, such as application/json")
          .nullable("bytes", "binary", "the bytes, up to 1 MiB; null: in a file")
          .nullable("uri", STRING, "file of a large artefact; null: in bytes")
          .required("size", LONG, "number of bytes")
          .required("created_at", TIMESTAMP, "when it was first stored")
          .key("tenant_id", "sha256")
          .clusteredBy("tenant_id", "sha256")
          .check("is_somewhere", "bytes IS NOT NULL OR uri IS NOT NULL")
          .appendOnly()
          .build();

  private ArtifactsTable() {}
}

package dev.tracewise.table;

import static dev.tracewise.table.Shapes.STRING;
import static dev.tracewise.table.Shapes.TENANT_COMMENT;
import static dev.tracewise.table.Shapes.TEXTS;
import static dev.tracewise.table.Shapes.TIMESTAMP;

import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Row;

/** What runs tried. */
public final class CandidatesTable {
  /** The table. */
  public static final TableDefinition DEFINITION =
      TableDefinition.named("candidates", "What optimization runs tried, one row per candidate")
          .required("tenant_id", STRING, TENANT_COMMENT)
          .required("run_id", STRING, "run that tried it")
          .required("candidate_id", STRING, "key within the run")
          .required("settings", STRING, "payload or settings as JSON")
          .required("sha256", STRING, "SHA-256 of what was made, lower-case hex")
          .required("parents", TEXTS, "candidates it was made from")
          .required("created_at", TIMESTAMP, "when it was made")
          .key("tenant_id", "run_id", "candidate_id")
          .clusteredBy("tenant_id", "run_id")
          .build();

  private CandidatesTable() {}

  /**
   * One candidate.
   *
   * @param tenantId who owns the row
   * @param runId run that tried it
   * @param candidateId key within the run
   * @param settings payload or settings as JSON
   * @param sha256 hash of what was made
   * @param parents candidates it was made from
   * @param createdAt when it was made
   */
  public record Candidate(
      String tenantId,
      String runId,
      String candidateId,
      String settings,
      String sha256,
      List<String> parents,
      Instant createdAt) {
    /** Copies the parents. */
    public Candidate {
      parents = List.copyOf(parents);
    }
  }

  /** The row of a candidate. */
  public static Row row(Candidate candidate) {
    return Rows.of(
        candidate.tenantId(),
        candidate.runId(),
        candidate.candidateId(),
        candidate.settings(),
        candidate.sha256(),
        Rows.array(candidate.parents()),
        candidate.createdAt());
  }
}

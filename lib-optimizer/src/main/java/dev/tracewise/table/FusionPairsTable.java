package dev.tracewise.table;

import static dev.tracewise.table.Shapes.BOOLEAN;
import static dev.tracewise.table.Shapes.DOUBLE;
import static dev.tracewise.table.Shapes.LONG;
import static dev.tracewise.table.Shapes.STRING;
import static dev.tracewise.table.Shapes.TENANT_COMMENT;
import static dev.tracewise.table.Shapes.TIMESTAMP;

import java.time.Instant;
import org.apache.spark.sql.Row;

/** Pairs of modalities that were answered from together, and whether to go on. */
public final class FusionPairsTable {
  /** The table; read by tenant. */
  public static final TableDefinition DEFINITION =
      TableDefinition.named(
              "fusion_pairs", "Two modalities that workflows used, and whether to use both")
          .required("tenant_id", STRING, TENANT_COMMENT)
          .required("pair", STRING, "both, the surer first, such as video+document")
          .required("primary_modality", STRING, "the surer one")
          .required("secondary_modality", STRING, "the other one")
          .required("fusions", LONG, "workflows that used both, of which the success is known")
          .required("success_rate", DOUBLE, "share of them that succeeded")
          .required("mean_improvement", DOUBLE, "reward above that of one alone; 0 where it failed")
          .required("fuse", BOOLEAN, "whether to answer from both")
          .required("verdict", STRING, "fuse, insufficient_benefit, or earned_less beyond doubt")
          .required("expected_benefit", DOUBLE, "what is expected of it, in [0, 1]")
          .required("decided_by", STRING, "rule, or the version that says the benefit")
          .required("reason", STRING, "why, in words")
          .required("updated_at", TIMESTAMP, "when the row last changed")
          .key("tenant_id", "pair")
          .clusteredBy("tenant_id", "pair")
          .unitInterval("success_rate", "expected_benefit")
          .notNegative("fusions")
          .build();

  private FusionPairsTable() {}

  /**
   * What is known of a pair.
   *
   * @param primary the surer modality
   * @param secondary the other one
   * @param fusions workflows that used both
   * @param successRate share of them that succeeded
   * @param meanImprovement reward above that of one alone
   * @param fuse whether to answer from both
   * @param verdict the same, with the cause
   * @param expectedBenefit what is expected of it
   * @param decidedBy rule, or a version
   * @param reason why, in words
   */
  public record Pair(
      String primary,
      String secondary,
      long fusions,
      double successRate,
      double meanImprovement,
      boolean fuse,
      String verdict,
      double expectedBenefit,
      String decidedBy,
      String reason) {}

  /** The row of a pair. */
  public static Row row(String tenant, Pair pair, Instant now) {
    return Rows.of(
        tenant,
        pair.primary() + "+" + pair.secondary(),
        pair.primary(),
        pair.secondary(),
        pair.fusions(),
        pair.successRate(),
        pair.meanImprovement(),
        pair.fuse(),
        pair.verdict(),
        pair.expectedBenefit(),
        pair.decidedBy(),
        pair.reason(),
        now);
  }
}

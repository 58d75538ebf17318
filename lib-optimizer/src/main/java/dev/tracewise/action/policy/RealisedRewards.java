package dev.tracewise.action.policy;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.tracewise.action.JobDescription;
import dev.tracewise.judge.RealisedReward;
import dev.tracewise.model.VersionKind;
import dev.tracewise.table.VersionRow;
import dev.tracewise.table.Warehouse;
import java.time.Instant;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Reads what live policies earn from the decisions that they served. */
public final class RealisedRewards {
  private final Warehouse warehouse;

  /** The rewards of a warehouse. */
  public RealisedRewards(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  /**
   * What a version earned.
   *
   * @param subject whose policy it is
   * @param version the version
   * @param artifact its artefact
   * @param since when it went live
   * @return empty while no decision of it has a reward
   */
  public Optional<RealisedReward> of(
      Subject subject, VersionRow version, byte[] artifact, Instant since) {
    PolicyJobs jobs = new PolicyJobs(warehouse, subject).beside(artifact);
    Column served =
        col("served_kind")
            .equalTo(lit(VersionKind.ROUTING_POLICY.id()))
            .and(col("served_version").equalTo(lit(version.version())))
            .and(col("time").geq(lit(since)))
            .and(col("propensity").isNotNull());
    Dataset<Row> experiences =
        jobs.experiencesAt(jobs.experiencesVersion())
            .where(served.and(TrainingLines.rewarded()).and(TrainingLines.choosable()));
    return JobDescription.during(
        warehouse.spark().sparkContext(),
        "watch what version " + version.label() + " earns",
        () ->
            TrainingLines.inOneTask(TrainingLines.of(experiences), new RealisedTask(artifact))
                .stream()
                .findFirst());
  }
}

package dev.tracewise.action;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tracewise.action.policy.PolicyRequest;
import dev.tracewise.action.policy.PolicySearch;
import dev.tracewise.action.policy.Population;
import dev.tracewise.action.policy.Subject;
import dev.tracewise.action.policy.TrainingPlan;
import dev.tracewise.learn.data.DataReport;
import dev.tracewise.learn.policy.Algorithm;
import dev.tracewise.table.OpenRun;
import dev.tracewise.table.Warehouse;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Learns a policy from an agent's logged decisions: candidates are trained and judged on executors,
 * the best of the selection part goes before the gate, and becomes a version with its evidence, or
 * nothing does.
 */
public final class OptimizePolicy {
  /** What its runs are for, in {@code runs.optimizer}: it answers verdicts to train. */
  public static final String TARGET = "policy";

  private final Warehouse warehouse;
  private final Clock clock;
  private final @Nullable OpenRun outer;

  /** The action on a warehouse. */
  public OptimizePolicy(Warehouse warehouse, Clock clock) {
    this(warehouse, clock, null);
  }

  private OptimizePolicy(Warehouse warehouse, Clock clock, @Nullable OpenRun outer) {
    this.warehouse = warehouse;
    this.clock = clock;
    this.outer = outer;
  }

  /**
   * The same as part of a run that the caller began and ends: its row is not written here.
   *
   * @param run the run whose id the requests name
   */
  public OptimizePolicy within(OpenRun run) {
    return new OptimizePolicy(warehouse, clock, run);
  }

  /**
   * What is asked for.
   *
   * @param subject whose policy
   * @param runId id of the run; the same id resumes
   * @param candidates how many candidates
   * @param algorithms which algorithms; none for all
   * @param minExperiences rewarded rows below which nothing is tried
   * @param seed seed of the candidates
   * @param build version of the program, for the provenance
   * @param actor who asks
   * @param plan what is learned from
   */
  public record Request(
      Subject subject,
      String runId,
      int candidates,
      List<Algorithm> algorithms,
      long minExperiences,
      long seed,
      String build,
      String actor,
      TrainingPlan plan)
      implements PolicyRequest {
    /** Copies the algorithms. */
    public Request {
      algorithms = List.copyOf(algorithms);
    }

    /** The same, learned from the log alone. */
    public Request(
        Subject subject,
        String runId,
        int candidates,
        List<Algorithm> algorithms,
        long minExperiences,
        long seed,
        String build,
        String actor) {
      this(
          subject,
          runId,
          candidates,
          algorithms,
          minExperiences,
          seed,
          build,
          actor,
          TrainingPlan.OF_LOG);
    }

    @Override
    public String target() {
      return TARGET;
    }

    @Override
    public String settings() {
      Map<String, Object> settings = new TreeMap<>();
      settings.put("agent_id", subject.agentId());
      if (subject.until() != null) {
        settings.put("as_of", subject.until().toString());
      }
      settings.put("algorithms", algorithms.stream().map(Algorithm::id).toList());
      settings.put("candidates", candidates);
      settings.put("earlier_turns", plan.turns().name().toLowerCase(Locale.ROOT));
      settings.put("content", plan.content() == null ? "" : plan.content());
      settings.put("limits", plan.limits().toString());
      settings.put("min_experiences", minExperiences);
      settings.put("missing_propensity", subject.missingPropensity().name());
      settings.put("modality", subject.modality() == null ? "" : subject.modality());
      settings.put("seed", seed);
      settings.put("strategy", plan.strategy().id());
      settings.put("synthetic_options", plan.synthetic().options());
      try {
        return new JsonMapper().writeValueAsString(settings);
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("a map of plain values", e);
      }
    }
  }

  /**
   * What came of it.
   *
   * @param runId id of the run
   * @param status candidate or refused
   * @param agentId the agent
   * @param modality the modality, where narrowed
   * @param version number of the new version; null where there is none
   * @param evidence what the gate saw; null where it came to no look
   * @param reason the verdict in words
   * @param candidates how many were tried
   * @param winner id of the best candidate
   * @param algorithm its algorithm
   * @param rows rows of the log that were learned from
   * @param usableRows rows of the log that could be learned from; where they are too many, whole
   *     groups of them were drawn
   * @param datasetSha256 the training set
   * @param strategy pure_real, hybrid, synthetic or skip
   * @param syntheticRows rows that were made up to learn from; none of them judges
   * @param data what the checks of the training set found; null where there was none
   */
  public record Result(
      String runId,
      String status,
      String agentId,
      @Nullable String modality,
      @Nullable Long version,
      @Nullable EvidenceReport evidence,
      String reason,
      int candidates,
      @Nullable String winner,
      @Nullable String algorithm,
      long rows,
      long usableRows,
      @Nullable String datasetSha256,
      String strategy,
      long syntheticRows,
      @Nullable DataReport data) {}

  /**
   * What there is to learn from.
   *
   * @param population rows of the log
   * @param strategy pure_real, hybrid, synthetic or skip
   * @param realRows rows of the log that a candidate would learn from or be judged by
   * @param syntheticRows rows that would be made up
   */
  public record Preview(
      Population population, String strategy, long realRows, long syntheticRows) {}

  /** Does it. */
  public Result execute(Request request) {
    return PolicySearch.learning(warehouse, clock, request, outer).run();
  }

  /** Counts what there is to learn from, and writes nothing. */
  public Preview preview(Request request) {
    return PolicySearch.learning(warehouse, clock, request, outer).preview();
  }
}

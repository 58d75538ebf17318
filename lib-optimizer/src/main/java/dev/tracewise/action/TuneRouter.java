package dev.tracewise.action;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tracewise.action.policy.PolicyRequest;
import dev.tracewise.action.policy.Population;
import dev.tracewise.action.policy.RouterSearch;
import dev.tracewise.action.policy.Subject;
import dev.tracewise.learn.router.RouterArtifact;
import dev.tracewise.learn.router.RouterCalibration;
import dev.tracewise.learn.router.RouterSettings;
import dev.tracewise.learn.router.Tunable;
import dev.tracewise.learn.router.TuningGrid;
import dev.tracewise.learn.routing.RoutingQuality;
import dev.tracewise.model.Interval;
import dev.tracewise.table.OpenRun;
import dev.tracewise.table.Warehouse;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tunes the router of an agent: which entities count and for what, how sharp its model decides,
 * which words speak for which option, and how much each of them counts. Every value is applied anew
 * to every logged decision; what is left at the end goes before the same gate as every policy, and
 * becomes a version with its evidence, or nothing does.
 */
public final class TuneRouter {
  /** What its runs are for, in {@code runs.optimizer}: no training of the agent. */
  public static final String TARGET = "router";

  private final Warehouse warehouse;
  private final Clock clock;
  private final @Nullable OpenRun outer;

  /** The action on a warehouse. */
  public TuneRouter(Warehouse warehouse, Clock clock) {
    this(warehouse, clock, null);
  }

  private TuneRouter(Warehouse warehouse, Clock clock, @Nullable OpenRun outer) {
    this.warehouse = warehouse;
    this.clock = clock;
    this.outer = outer;
  }

  /**
   * The same as part of a run that the caller began and ends: its row is not written here.
   *
   * @param run the run whose id the requests name
   */
  public TuneRouter within(OpenRun run) {
    return new TuneRouter(warehouse, clock, run);
  }

  /**
   * What is asked for.
   *
   * @param subject whose router
   * @param runId id of the run; the same id resumes
   * @param tunables what is tuned, in this order
   * @param grid the values to try
   * @param router the router to begin with; null for the live one, and where none is live for what
   *     the agent's model says
   * @param minExperiences rewarded rows below which nothing is tried
   * @param seed seed, for the provenance: tuning draws nothing
   * @param build version of the program, for the provenance
   * @param actor who asks
   */
  public record Request(
      Subject subject,
      String runId,
      List<Tunable> tunables,
      TuningGrid grid,
      @Nullable RouterSettings router,
      long minExperiences,
      long seed,
      String build,
      String actor)
      implements PolicyRequest {
    /** Copies the tunables. */
    public Request {
      tunables = List.copyOf(tunables);
    }

    @Override
    public String target() {
      return TARGET;
    }

    @Override
    public String settings() {
      ObjectNode settings = JsonNodeFactory.instance.objectNode();
      settings.put("agent_id", subject.agentId());
      settings.put("grid", grid.toString());
      settings.put("min_experiences", minExperiences);
      settings.put("missing_propensity", subject.missingPropensity().name());
      settings.put("modality", subject.modality() == null ? "" : subject.modality());
      if (router != null) {
        settings.set("router", RouterArtifact.tree(router));
      }
      ArrayNode names = settings.putArray("tunables");
      tunables.forEach(tunable -> names.add(tunable.id()));
      return settings.toString();
    }
  }

  /**
   * What came of it.
   *
   * @param run the run, as of every policy
   * @param tuned what became of each tunable
   * @param calibration how much the router's support means; null where nothing was worth a look
   * @param before how right routes were, where the truth is known; null where it is not, or no
   *     version was made
   * @param after how right the tuned router is on the same decisions
   */
  public record Result(
      OptimizePolicy.Result run,
      List<Tuned> tuned,
      @Nullable RouterCalibration calibration,
      @Nullable RoutingQuality before,
      @Nullable RoutingQuality after) {
    /** Copies the list. */
    public Result {
      tuned = List.copyOf(tuned);
    }
  }

  /**
   * What became of a tunable.
   *
   * @param tunable its name
   * @param tried the values and what each gains on the selection part
   * @param chosen the value from now on
   * @param changed whether that is another one than before
   * @param gain what the best value gains on the selection part, 95 % interval
   * @param reason why, in words
   */
  public record Tuned(
      String tunable,
      List<Value> tried,
      String chosen,
      boolean changed,
      Interval gain,
      String reason) {
    /** Copies the values. */
    public Tuned {
      tried = List.copyOf(tried);
    }
  }

  /**
   * A value that was tried.
   *
   * @param value the value in words
   * @param gain what it gains over the router before it, 95 % interval
   */
  public record Value(String value, Interval gain) {}

  /** Does it. */
  public Result execute(Request request) {
    return new RouterSearch(warehouse, clock, request, outer).run();
  }

  /** Counts what there is to tune on, and writes nothing. */
  public Population preview(Request request) {
    return new RouterSearch(warehouse, clock, request, outer).population();
  }
}

package dev.tracewise.action.policy;

import dev.tracewise.action.OptimizePolicy;
import dev.tracewise.action.TuneRouter.Request;
import dev.tracewise.action.TuneRouter.Result;
import dev.tracewise.learn.router.RouterArtifact;
import dev.tracewise.learn.router.RouterSettings;
import dev.tracewise.table.OpenRun;
import dev.tracewise.table.Warehouse;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** One run of tuning a router, and how right it is where the truth is known. */
public final class RouterSearch {
  private final Warehouse warehouse;
  private final Request request;
  private final PolicyJobs jobs;
  private final RouterCompetition competition;
  private final PolicySearch search;
  private @Nullable Pinned pinned;

  /**
   * A run on a warehouse.
   *
   * @param outer the run that the caller began and will end; null for none
   */
  public RouterSearch(Warehouse warehouse, Clock clock, Request request, @Nullable OpenRun outer) {
    this.warehouse = warehouse;
    this.request = request;
    this.jobs = new PolicyJobs(warehouse, request.subject()).withModel();
    this.competition = new RouterCompetition(jobs, request, this::start);
    this.search = PolicySearch.of(warehouse, clock, request, jobs, competition, outer);
  }

  /** How many rows there are to tune on. */
  public Population population() {
    return search.population();
  }

  /** Runs it, or goes on with it. */
  public Result run() {
    OptimizePolicy.Result run = search.run();
    RouteTruth.Compared compared = compare(run);
    return new Result(
        run, competition.tuned(), competition.calibration(), compared.before(), compared.after());
  }

  /** The router that was given, else the live one, else what the agent's model says. */
  private RouterSettings start(Pinned held) {
    pinned = held;
    byte[] live = search.baseline(held);
    RouterSettings given = request.router();
    if (given != null) {
      return given;
    }
    return live != null && RouterArtifact.is(live)
        ? RouterArtifact.read(live)
        : RouterSettings.AS_LOGGED;
  }

  private RouteTruth.Compared compare(OptimizePolicy.Result run) {
    Pinned held = pinned;
    Long version = run.version();
    if (held == null || version == null) {
      return RouteTruth.Compared.NOTHING;
    }
    byte[] before = search.baseline(held);
    Subject subject = request.subject();
    return new RouteTruth(warehouse, subject.tenantId())
        .compare(
            jobs.beside(before),
            held.experiencesVersion(),
            new RouteTruth.Pair(subject, before, search.artifact(version)));
  }
}

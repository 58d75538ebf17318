package dev.tracewise.action.policy;

import dev.tracewise.learn.router.RouterArtifact;
import dev.tracewise.learn.router.RouterSettings;
import dev.tracewise.learn.routing.RoutingQuality;
import dev.tracewise.table.Warehouse;
import org.jspecify.annotations.Nullable;

/**
 * How a router does where the truth is known.
 *
 * @param labelled routes with a known truth
 * @param accuracy share of those of the evidence part that it takes rightly; 0 where it has none
 */
public record RouterStanding(long labelled, double accuracy) {
  /**
   * Looks.
   *
   * @param live artefact of the router that is live; null for what the log chose
   */
  public static RouterStanding of(Warehouse warehouse, Subject subject, byte @Nullable [] live) {
    PolicyJobs jobs = new PolicyJobs(warehouse, subject).withModel();
    RouteTruth.Compared compared =
        new RouteTruth(warehouse, subject, jobs)
            .compare(
                jobs.experiencesVersion(),
                live,
                live == null ? RouterArtifact.write(RouterSettings.AS_LOGGED) : live);
    RoutingQuality quality = compared.before();
    return new RouterStanding(
        compared.known(), quality == null ? 0 : quality.accuracy().estimate());
  }
}

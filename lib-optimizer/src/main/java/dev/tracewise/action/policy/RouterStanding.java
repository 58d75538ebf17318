package dev.tracewise.action.policy;

import dev.tracewise.learn.router.RouterArtifact;
import dev.tracewise.learn.router.RouterSettings;
import dev.tracewise.learn.routing.RoutingQuality;
import dev.tracewise.table.Warehouse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a router does where the truth is known.
 *
 * @param labelled routes with a known truth
 * @param accuracy share of those of the evidence part that it takes rightly; 0 where it has none
 */
public record RouterStanding(long labelled, double accuracy) {
  /**
   * A router.
   *
   * @param subject whose it is
   * @param live artefact of the version that is live; null for what the log chose
   */
  public record Router(Subject subject, byte @Nullable [] live) {
    private RouteTruth.Pair pair() {
      return new RouteTruth.Pair(
          subject, live, live == null ? RouterArtifact.write(RouterSettings.AS_LOGGED) : live);
    }
  }

  /**
   * Looks at routers of a tenant, in one read of its experiences.
   *
   * @return in the order of the routers
   */
  public static List<RouterStanding> of(Warehouse warehouse, String tenant, List<Router> routers) {
    return new RouteTruth(warehouse, tenant)
        .compare(routers.stream().map(Router::pair).toList()).stream()
            .map(RouterStanding::of)
            .toList();
  }

  private static RouterStanding of(RouteTruth.Compared compared) {
    RoutingQuality quality = compared.before();
    return new RouterStanding(
        compared.known(), quality == null ? 0 : quality.accuracy().estimate());
  }
}

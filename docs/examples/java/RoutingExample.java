package examples;

import dev.tracewise.action.TuneRouter;
import dev.tracewise.action.policy.MissingPropensity;
import dev.tracewise.action.policy.Subject;
import dev.tracewise.learn.router.Tunable;
import dev.tracewise.learn.router.TuningGrid;
import java.util.List;

/**
 * RoutingOptimizer: tune the parts of a router where they change the outcome. {@code
 * Tunable.of("all")} tunes all four.
 */
final class RoutingExample {
  private final Examples given;

  RoutingExample(Examples given) {
    this.given = given;
  }

  void run() {
    TuneRouter.Result result =
        new TuneRouter(given.warehouse, given.clock)
            .execute(
                new TuneRouter.Request(
                    new Subject(
                        Examples.TENANT, Examples.AGENT, null, MissingPropensity.LEFT_OUT),
                    "router-1",
                    List.of(Tunable.TEMPERATURE, Tunable.KEYWORDS),
                    TuningGrid.DEFAULTS,
                    null,
                    50,
                    42,
                    "examples",
                    "examples"));
    result
        .tuned()
        .forEach(tuned -> given.out.println("Tuned " + tuned.tunable() + ": " + tuned.reason()));
    given.out.println("Router: " + result.run().status() + ", " + result.run().reason());
  }
}

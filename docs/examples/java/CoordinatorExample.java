package examples;

import dev.tracewise.action.Optimize;
import dev.tracewise.action.Optimize.Request;
import dev.tracewise.action.Optimize.Search;
import dev.tracewise.action.Optimize.Terms;
import dev.tracewise.learn.annotation.TriggerSettings;
import dev.tracewise.learn.modality.DecideSettings;
import dev.tracewise.learn.modality.StrategyRule;
import dev.tracewise.learn.policy.Algorithm;
import dev.tracewise.model.TracewiseException;
import java.util.List;

/** OptimizerCoordinator: one door, by the type of what is optimized. */
final class CoordinatorExample {
  private final Examples given;

  CoordinatorExample(Examples given) {
    this.given = given;
  }

  void run() {
    Optimize door =
        new Optimize(
            given.warehouse,
            Examples.TENANT,
            new DecideSettings(90, 50, 0.85, 7, 0, StrategyRule.SEED),
            TriggerSettings.DEFAULTS,
            given.clock);
    Search search =
        new Search("routing-1", 1, List.of(Algorithm.DIRECT), 50, 42, "examples", "examples");
    // ROUTING learns a policy of the agent, UNIFIED all of it at once; both by the same door
    Optimize.Result fusion =
        door.execute(Request.of(Optimize.Type.CROSS_MODAL, new Terms(null, null, null, search)));
    given.out.println("Cross-modal: decisions " + fusion.decisions() + ", " + fusion.fusion());
    try {
      door.execute(
          Request.of(Optimize.Type.MODALITY, new Terms(Examples.AGENT, null, null, search)));
    } catch (TracewiseException e) {
      given.out.println("Modality: " + e.getMessage());
    }
  }
}

package examples;

import dev.tracewise.action.DecideTraining;
import dev.tracewise.action.DecideTraining.Narrowed;
import dev.tracewise.action.OptimizePolicy;
import dev.tracewise.action.policy.MissingPropensity;
import dev.tracewise.action.policy.Subject;
import dev.tracewise.learn.modality.DecideSettings;
import dev.tracewise.learn.modality.StrategyRule;
import dev.tracewise.learn.policy.Algorithm;
import java.util.List;

/** ModalityOptimizer: decide for every modality whether to train; train one whatever the verdict. */
final class ModalityExample {
  private final Examples given;

  ModalityExample(Examples given) {
    this.given = given;
  }

  void run() {
    DecideSettings settings = new DecideSettings(90, 50, 0.85, 7, 0, StrategyRule.SEED);
    new DecideTraining(given.warehouse, Examples.TENANT, settings, given.clock)
        .execute(new Narrowed(Examples.AGENT, null))
        .decisions()
        .forEach(
            decision ->
                given.out.printf(
                    "%s: %s, strategy %s, by %s, since %s%n",
                    decision.modality(),
                    decision.verdict(),
                    decision.strategy(),
                    decision.decidedBy(),
                    String.join("; ", decision.reasons())));

    OptimizePolicy.Result trained =
        new OptimizePolicy(given.warehouse, given.clock)
            .execute(
                new OptimizePolicy.Request(
                    new Subject(
                        Examples.TENANT, Examples.AGENT, "video", MissingPropensity.LEFT_OUT),
                    "video-1",
                    1,
                    List.of(Algorithm.DIRECT),
                    50,
                    42,
                    "examples",
                    "examples"));
    given.out.println("Training for video: " + trained.status() + ", " + trained.reason());
  }
}

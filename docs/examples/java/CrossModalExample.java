package examples;

import dev.tracewise.action.FuseModalities;
import dev.tracewise.learn.fusion.FusionRecommendation;
import dev.tracewise.learn.fusion.ModalityConfidence;
import dev.tracewise.model.Modality;
import java.util.List;

/** CrossModalOptimizer: whether to answer a query from two modalities. */
final class CrossModalExample {
  private final Examples given;

  CrossModalExample(Examples given) {
    this.given = given;
  }

  void run() {
    FusionRecommendation advice =
        new FuseModalities(given.warehouse, Examples.TENANT, given.clock)
            .recommend(
                "clips or papers about otters",
                List.of(
                    new ModalityConfidence(Modality.VIDEO, 0.6),
                    new ModalityConfidence(Modality.DOCUMENT, 0.5)));
    given.out.printf(
        "Fusion: %s, expected benefit %.3f: %s%n",
        advice.verdict().id(), advice.expectedBenefit(), advice.reason());
  }
}

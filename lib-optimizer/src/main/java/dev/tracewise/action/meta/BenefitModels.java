package dev.tracewise.action.meta;

import dev.tracewise.learn.fusion.FusionBenefit;
import dev.tracewise.learn.fusion.FusionContext;
import dev.tracewise.learn.fusion.ModalityPair;
import dev.tracewise.model.Scope;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What fusing brings, by the narrowest version for the agent and the first modality of the pair, by
 * the stated rule where there is none; for one thread.
 */
public final class BenefitModels {
  private final List<ServedModel> served;
  private final Map<String, LoadedPredictor> read = new HashMap<>();

  /** The versions that serve; each is read when it is needed. */
  public BenefitModels(List<ServedModel> served) {
    this.served = List.copyOf(served);
  }

  /**
   * What fusing a pair is expected to bring.
   *
   * @param agentId who answers; null for nobody in particular
   */
  public FusionBenefit benefit(@Nullable String agentId, ModalityPair pair, FusionContext context) {
    return serving(new Scope(agentId, pair.primary().id(), null))
        .map(
            model ->
                FusionBenefit.byModel(
                    predictor(model).predicted(context.features()), model.label()))
        .orElseGet(() -> FusionBenefit.byRule(context));
  }

  private Optional<ServedModel> serving(Scope asked) {
    return served.stream()
        .filter(model -> model.scope() == null || Scope.parse(model.scope()).covers(asked))
        .max(Comparator.comparingInt(BenefitModels::narrowness));
  }

  private static int narrowness(ServedModel model) {
    return model.scope() == null ? 0 : Scope.parse(model.scope()).narrowness();
  }

  private LoadedPredictor predictor(ServedModel model) {
    return read.computeIfAbsent(model.label(), label -> LoadedPredictor.read(model.artifact()));
  }
}

package dev.tracewise.action.meta;

import dev.tracewise.learn.modality.MetaModel;
import dev.tracewise.learn.modality.ModelingContext;
import dev.tracewise.learn.modality.StrategyVerdict;
import dev.tracewise.learn.modality.TrainingVerdict;
import dev.tracewise.model.Scope;
import dev.tracewise.table.VersionRegistry;
import dev.tracewise.table.VersionRow;
import dev.tracewise.table.Warehouse;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The live models of a tenant that decide when and how to learn; for one thread. */
public final class LiveMetaModels {
  private static final List<MetaModel> DECIDING =
      List.of(MetaModel.TRAINING_DECISION, MetaModel.TRAINING_STRATEGY);

  private final VersionRegistry registry;
  private final Map<MetaModel, List<VersionRow>> live = new EnumMap<>(MetaModel.class);
  private final Map<String, LoadedPredictor> read = new HashMap<>();

  /** The models that are live now. */
  public LiveMetaModels(Warehouse warehouse, String tenant, Clock clock) {
    this.registry = new VersionRegistry(warehouse, clock);
    DECIDING.forEach(model -> live.put(model, registry.active(tenant, model.kind())));
  }

  /** Whether to train, by the version of the modality; empty where none is live. */
  public Optional<TrainingVerdict> verdict(String agentId, ModelingContext context) {
    return version(MetaModel.TRAINING_DECISION, agentId, context)
        .map(
            version -> {
              double probability = model(version).predicted(MetaModel.decisionFeatures(context));
              return TrainingVerdict.byModel(
                  probability,
                  TrainingVerdict.XGBOOST,
                  List.of(
                      String.format(
                          Locale.ROOT,
                          "%s expects training to help with a probability of %.3f",
                          version.label(),
                          probability)));
            });
  }

  /** How to train, by the version of the modality; empty where none is live. */
  public Optional<StrategyVerdict> strategy(String agentId, ModelingContext context) {
    return version(MetaModel.TRAINING_STRATEGY, agentId, context)
        .map(
            version ->
                StrategyVerdict.byModel(
                    model(version).probabilities(MetaModel.strategyFeatures(context)),
                    context,
                    version.label()));
  }

  /** Names of the versions that decide about a modality. */
  public List<String> names(String agentId, ModelingContext context) {
    List<String> names = new ArrayList<>();
    for (MetaModel model : DECIDING) {
      version(model, agentId, context).ifPresent(version -> names.add(version.label()));
    }
    return names;
  }

  /** The narrowest version that is for an agent's modality. */
  private Optional<VersionRow> version(MetaModel model, String agentId, ModelingContext context) {
    Scope scope = Scope.of(agentId, context.modality().id());
    return live.getOrDefault(model, List.of()).stream()
        .filter(version -> Scope.parse(version.scope()).covers(scope))
        .max(Comparator.comparingInt(version -> Scope.parse(version.scope()).narrowness()));
  }

  private LoadedPredictor model(VersionRow version) {
    return read.computeIfAbsent(
        version.label(), label -> LoadedPredictor.read(registry.artifact(version).bytes()));
  }
}

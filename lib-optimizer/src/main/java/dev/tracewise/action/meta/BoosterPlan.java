package dev.tracewise.action.meta;

import dev.tracewise.learn.booster.BoosterSettings;
import dev.tracewise.learn.booster.BoosterTarget;
import java.util.List;

/**
 * How a booster is trained.
 *
 * @param target what it predicts
 * @param classes how many classes there are to predict; 0 where it predicts no classes
 * @param settings how its trees are grown
 * @param workers who grows them
 * @param seed seed of the samples of rows and features
 * @param features names of the features, in their order
 */
record BoosterPlan(
    BoosterTarget target,
    int classes,
    BoosterSettings settings,
    Workers workers,
    long seed,
    List<String> features) {
  BoosterPlan {
    features = List.copyOf(features);
  }

  /** The same for another target. */
  BoosterPlan with(BoosterTarget other) {
    return new BoosterPlan(other, classes, settings, workers, seed, features);
  }

  /** The same with other settings. */
  BoosterPlan with(BoosterSettings other) {
    return new BoosterPlan(target, classes, other, workers, seed, features);
  }
}

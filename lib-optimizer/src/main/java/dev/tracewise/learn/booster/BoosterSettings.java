package dev.tracewise.learn.booster;

import dev.tracewise.model.Errors;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How boosted trees are grown.
 *
 * @param rounds trees (of several classes: rounds of trees), ≥ 1
 * @param learningRate shrinkage of each tree, in (0, 1]
 * @param depth largest depth of a tree, 1 to 16
 * @param minimumChildWeight least weight of a leaf, ≥ 0
 * @param rowShare share of rows that each tree sees, in (0, 1]
 * @param columnShare share of features that each tree sees, in (0, 1]
 * @param earlyStoppingRounds stop when a fifth of the training groups, held back, saw no
 *     improvement for so many rounds; 0 for never
 * @param increasing features whose growth never lowers the prediction
 * @param decreasing features whose growth never raises it
 */
public record BoosterSettings(
    int rounds,
    double learningRate,
    int depth,
    double minimumChildWeight,
    double rowShare,
    double columnShare,
    int earlyStoppingRounds,
    List<String> increasing,
    List<String> decreasing)
    implements Serializable {
  /** The settings of the meta-models in the seed: 100 trees of depth 5, learning rate 0.1. */
  public static final BoosterSettings SEED =
      new BoosterSettings(100, 0.1, 5, 1, 1, 1, 0, List.of(), List.of());

  /** Copies the lists, refuses settings out of range. */
  public BoosterSettings {
    increasing = List.copyOf(increasing);
    decreasing = List.copyOf(decreasing);
    require(rounds >= 1 && rounds <= 100_000, "rounds", rounds);
    require(learningRate > 0 && learningRate <= 1, "learning-rate", learningRate);
    require(depth >= 1 && depth <= 16, "depth", depth);
    require(minimumChildWeight >= 0, "minimum-child-weight", minimumChildWeight);
    require(rowShare > 0 && rowShare <= 1, "row-share", rowShare);
    require(columnShare > 0 && columnShare <= 1, "column-share", columnShare);
    require(earlyStoppingRounds >= 0, "early-stopping-rounds", earlyStoppingRounds);
    for (String feature : increasing) {
      if (decreasing.contains(feature)) {
        throw invalid("feature \"" + feature + "\" is said to be both increasing and decreasing");
      }
    }
  }

  /** The same with trees of another depth. */
  public BoosterSettings withDepth(int other) {
    return new BoosterSettings(
        rounds,
        learningRate,
        other,
        minimumChildWeight,
        rowShare,
        columnShare,
        earlyStoppingRounds,
        increasing,
        decreasing);
  }

  /** The same with so many rounds and no early stopping. */
  public BoosterSettings withRounds(int fixed) {
    return new BoosterSettings(
        fixed,
        learningRate,
        depth,
        minimumChildWeight,
        rowShare,
        columnShare,
        0,
        increasing,
        decreasing);
  }

  /**
   * XGBoost's parameters, sorted by name.
   *
   * @param features names of the features in their order
   */
  public Map<String, Object> parameters(List<String> features) {
    Map<String, Object> parameters = new TreeMap<>();
    parameters.put("eta", learningRate);
    parameters.put("max_depth", depth);
    parameters.put("min_child_weight", minimumChildWeight);
    parameters.put("subsample", rowShare);
    parameters.put("colsample_bytree", columnShare);
    parameters.put("tree_method", "hist");
    if (!increasing.isEmpty() || !decreasing.isEmpty()) {
      parameters.put("monotone_constraints", constraints(features));
    }
    return parameters;
  }

  private String constraints(List<String> features) {
    for (List<String> named : List.of(increasing, decreasing)) {
      for (String feature : named) {
        if (!features.contains(feature)) {
          throw invalid("there is no feature \"" + feature + "\" to constrain");
        }
      }
    }
    return features.stream()
        .map(name -> increasing.contains(name) ? "1" : decreasing.contains(name) ? "-1" : "0")
        .collect(java.util.stream.Collectors.joining(",", "(", ")"));
  }

  private static void require(boolean holds, String key, Number value) {
    if (!holds) {
      throw invalid(key + " is " + value + ", which is out of range");
    }
  }

  private static RuntimeException invalid(String why) {
    return Errors.usage(
        "set up boosted trees", why, "The keys are described in conf/tracewise.conf.");
  }
}

package dev.tracewise.action.meta;

import dev.tracewise.learn.booster.BoosterSettings;
import dev.tracewise.learn.booster.BoosterTarget;
import dev.tracewise.learn.modality.MetaModel;
import dev.tracewise.learn.modality.simulation.DecisionExample;
import dev.tracewise.learn.modality.simulation.DecisionLearner;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import ml.dmlc.xgboost4j.java.Booster;

/**
 * Boosted trees on this machine alone, with the settings of {@code train training-decision}: for
 * simulations, which train too many of them for a cluster to start each time.
 */
public final class TreeLearner implements DecisionLearner {
  private final long seed;

  /** A learner with a seed. */
  public TreeLearner(long seed) {
    this.seed = seed;
  }

  @Override
  public Margins learn(List<DecisionExample> examples) {
    int rows = examples.size();
    float[] labels = new float[rows];
    float[] weights = new float[rows];
    for (int i = 0; i < rows; i++) {
      DecisionExample example = examples.get(i);
      labels[i] = example.improvement() > MetaModel.WORTHWHILE_IMPROVEMENT ? 1 : 0;
      weights[i] = (float) example.weight();
    }
    BoosterSettings settings = BoosterSettings.SEED;
    Map<String, Object> parameters =
        new TreeMap<>(settings.parameters(MetaModel.TRAINING_DECISION.featureNames()));
    parameters.put("objective", BoosterTarget.PROBABILITY.objective());
    parameters.put("nthread", 1);
    parameters.put("seed", seed);
    parameters.put("verbosity", 0);
    Booster booster =
        Boosters.grow(
            matrix(examples.stream().map(DecisionExample::features).toArray(double[][]::new)),
            labels,
            weights,
            parameters,
            settings.rounds());
    return features ->
        Arrays.stream(Boosters.margins(booster, matrix(features), features.length))
            .mapToDouble(margins -> margins[0])
            .toArray();
  }

  private static float[] matrix(double[][] rows) {
    float[] matrix = new float[rows.length * rows[0].length];
    int next = 0;
    for (double[] row : rows) {
      for (double value : row) {
        matrix[next++] = (float) BoosterRows.clipped(value);
      }
    }
    return matrix;
  }
}

package dev.tracewise.action.meta;

import dev.tracewise.learn.booster.PredictorDescription;
import ml.dmlc.xgboost4j.java.Booster;

/** A predictor whose features are given as numbers, read from its artefact; for one thread. */
record LoadedPredictor(Booster booster, PredictorDescription description) {
  /** Reads an artefact. */
  static LoadedPredictor read(byte[] artifact) {
    return new LoadedPredictor(Boosters.load(artifact), RewardModel.describe(artifact));
  }

  /** The calibrated probability, or the number. */
  double predicted(double[] features) {
    return description.predicted(margins(features)[0]);
  }

  /** The probability of each class. */
  double[] probabilities(double[] features) {
    return CrossFit.softmax(margins(features));
  }

  private double[] margins(double[] features) {
    float[] matrix = new float[features.length];
    for (int i = 0; i < matrix.length; i++) {
      matrix[i] = (float) BoosterRows.clipped(features[i]);
    }
    return Boosters.margins(booster, matrix, 1)[0];
  }
}

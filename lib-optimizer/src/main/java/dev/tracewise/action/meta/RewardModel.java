package dev.tracewise.action.meta;

import dev.tracewise.learn.booster.Interaction;
import dev.tracewise.learn.booster.InteractionFeatures;
import dev.tracewise.learn.booster.PredictorDescription;
import dev.tracewise.learn.booster.TextEmbedding;
import dev.tracewise.llm.MiniLm;
import dev.tracewise.model.Errors;
import java.util.List;
import ml.dmlc.xgboost4j.java.Booster;

/** A trained reward model that predicts; for one thread. */
public final class RewardModel {
  private final Booster booster;
  private final PredictorDescription description;
  private final InteractionFeatures features;

  private RewardModel(
      Booster booster, PredictorDescription description, InteractionFeatures features) {
    this.booster = booster;
    this.description = description;
    this.features = features;
  }

  /** Reads an artefact. */
  public static RewardModel read(byte[] artifact) {
    PredictorDescription description = describe(artifact);
    return new RewardModel(Boosters.load(artifact), description, interactions(description));
  }

  /** How features are made from interactions; an error where they are not. */
  static InteractionFeatures interactions(PredictorDescription description) {
    InteractionFeatures features = description.interactions();
    if (features == null) {
      throw Errors.usage(
          "predict rewards",
          "the version is a " + description.kind(),
          "Give a version of kind reward_model.");
    }
    TextEmbedding embedding = features.embedding();
    if (embedding != null && !embedding.equals(TextVectors.EMBEDDING)) {
      throw Errors.usage(
          "predict rewards",
          "the version's texts are embedded by " + embedding.model(),
          "This program embeds by " + MiniLm.NAME + ": train the version again.");
    }
    return features;
  }

  /** The description that is stored with a booster. */
  public static PredictorDescription describe(byte[] artifact) {
    return PredictorDescription.parse(Boosters.description(artifact));
  }

  /** The predicted reward of each interaction, in [0, 1]. */
  public double[] rewards(List<Interaction> interactions) {
    if (interactions.isEmpty()) {
      return new double[0];
    }
    int columns = description.features().size();
    float[] matrix = new float[interactions.size() * columns];
    int next = 0;
    for (Interaction interaction : interactions) {
      for (double value : features.of(interaction, text -> MiniLm.shared().embed(text))) {
        matrix[next++] = (float) BoosterRows.clipped(value);
      }
    }
    double[][] margins = Boosters.margins(booster, matrix, interactions.size());
    double[] rewards = new double[margins.length];
    for (int i = 0; i < rewards.length; i++) {
      rewards[i] = Math.max(0, Math.min(1, description.predicted(margins[i][0])));
    }
    return rewards;
  }
}

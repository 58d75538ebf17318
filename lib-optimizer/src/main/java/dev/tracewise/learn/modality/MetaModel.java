package dev.tracewise.learn.modality;

import dev.tracewise.model.VersionKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The models that decide when and how to learn: their features, in order, and how many rows. */
public enum MetaModel {
  /** Whether training helps: a class, improvement above 0.02. */
  TRAINING_DECISION(VersionKind.TRAINING_DECISION, 10, Names.CONTEXT),
  /** Which strategy: one of four classes. */
  TRAINING_STRATEGY(VersionKind.TRAINING_STRATEGY, 20, Names.and(Names.CONTEXT, "is_cold_start")),
  /** What fusing two modalities brings, in [0, 1]. */
  FUSION_BENEFIT(
      VersionKind.FUSION_BENEFIT,
      10,
      List.of(
          "primary_modality_confidence",
          "secondary_modality_confidence",
          "modality_agreement",
          "query_ambiguity",
          "historical_fusion_success"));

  /** Improvement above which a training was worth it: the label of the training decision. */
  public static final double WORTHWHILE_IMPROVEMENT = 0.02;

  /** Real rows below which a training is a cold start. */
  public static final long COLD_START_BELOW = 10;

  private final VersionKind kind;
  private final int minimumRows;
  private final List<String> featureNames;

  MetaModel(VersionKind kind, int minimumRows, List<String> featureNames) {
    this.kind = kind;
    this.minimumRows = minimumRows;
    this.featureNames = List.copyOf(featureNames);
  }

  /** The kind of its versions. */
  public VersionKind kind() {
    return kind;
  }

  /** Rows below which it is not trained: {@code insufficient_data}, and the rules decide. */
  public int minimumRows() {
    return minimumRows;
  }

  /** Names of its features, in the order of their vectors. */
  public List<String> featureNames() {
    return featureNames;
  }

  /**
   * Features of the training decision: the eight numbers of a context, NaN where not known, which
   * is how a booster marks what is missing.
   */
  public static double[] decisionFeatures(ModelingContext context) {
    return new double[] {
      context.realSamples(),
      context.syntheticSamples(),
      orMissing(context.successRate()),
      orMissing(context.averageConfidence()),
      context.daysSinceLastTraining(),
      orMissing(context.performance()),
      context.dataQuality(),
      context.featureDiversity()
    };
  }

  /** Features of the strategy: those of the decision and whether it is a cold start. */
  public static double[] strategyFeatures(ModelingContext context) {
    double[] decision = decisionFeatures(context);
    double[] features = new double[decision.length + 1];
    System.arraycopy(decision, 0, features, 0, decision.length);
    features[decision.length] = context.realSamples() < COLD_START_BELOW ? 1 : 0;
    return features;
  }

  private static double orMissing(@Nullable Double value) {
    return value == null ? Double.NaN : value;
  }

  private static final class Names {
    static final List<String> CONTEXT =
        List.of(
            "real_sample_count",
            "synthetic_sample_count",
            "success_rate",
            "avg_confidence",
            "days_since_last_training",
            "current_performance_score",
            "data_quality_score",
            "feature_diversity");

    static List<String> and(List<String> names, String last) {
      List<String> all = new ArrayList<>(names);
      all.add(last);
      return all;
    }
  }
}

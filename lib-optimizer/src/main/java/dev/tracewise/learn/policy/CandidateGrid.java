package dev.tracewise.learn.policy;

import dev.tracewise.model.Errors;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * The candidates of a run: the defaults of each algorithm first, then the variations that promise
 * most (sharper and softer, words alone, stronger regularisation), then variations of features,
 * regularisation, temperature and seed, drawn without repetition. The algorithms that use a reward
 * model are varied more often: they learn most from few rows.
 */
public final class CandidateGrid {
  private static final List<Algorithm> BEST_BETS =
      List.of(Algorithm.DOUBLY_ROBUST, Algorithm.DIRECT, Algorithm.SNIPS, Algorithm.CLIPPED_IPS);
  private static final List<Algorithm> VARIED =
      List.of(
          Algorithm.DIRECT,
          Algorithm.DOUBLY_ROBUST,
          Algorithm.DIRECT,
          Algorithm.DOUBLY_ROBUST,
          Algorithm.SNIPS,
          Algorithm.CLIPPED_IPS);
  private static final double[] L2 = {1e-5, 1e-4, 1e-3};
  private static final double[] RIDGE = {1, 3, 10, 30};
  private static final double[] TEMPERATURE = {0.02, 0.05, 0.2, 0.5};
  private static final int[] EPOCHS = {5, 10, 20};

  private CandidateGrid() {}

  /**
   * Distinct settings, the same for the same arguments; more of them begin with those of fewer.
   *
   * @param n how many, ≥ 1
   * @param seed seed of the variations and of the candidates
   * @param algorithms which algorithms, none for all
   */
  public static List<PolicySettings> candidates(int n, long seed, Algorithm... algorithms) {
    if (n < 1) {
      throw Errors.usage(
          "make candidates", n + " were asked for", "Ask for at least one candidate.");
    }
    Set<Algorithm> wanted =
        algorithms.length == 0 ? EnumSet.allOf(Algorithm.class) : Set.of(algorithms);
    List<Algorithm> chosen = BEST_BETS.stream().filter(wanted::contains).toList();
    Set<PolicySettings> candidates = new LinkedHashSet<>();
    for (Algorithm algorithm : chosen) {
      candidates.add(PolicySettings.of(algorithm).withSeed(seed));
    }
    for (PolicySettings variation : promising()) {
      if (wanted.contains(variation.algorithm())) {
        candidates.add(variation.withSeed(seed));
      }
    }
    List<Algorithm> varied = VARIED.stream().filter(wanted::contains).toList();
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; candidates.size() < n; i++) {
      candidates.add(variation(varied.get(i % varied.size()), random));
    }
    return new ArrayList<>(candidates).subList(0, n);
  }

  private static List<PolicySettings> promising() {
    FeatureSettings words = FeatureSettings.DEFAULTS.withWordNgrams(1);
    PolicySettings direct = PolicySettings.of(Algorithm.DIRECT);
    PolicySettings doublyRobust = PolicySettings.of(Algorithm.DOUBLY_ROBUST);
    return List.of(
        direct.withTemperature(0.02).withFeatures(words),
        direct.withTemperature(0.2).withRewardModel(ridge(10)),
        doublyRobust.withFeatures(words.withLengthPower(0)).withRewardModel(ridge(10)),
        direct.withTemperature(0.02).withFeatures(FeatureSettings.DEFAULTS.withNumericBins(8)));
  }

  private static RewardModelSettings ridge(double ridge) {
    return new RewardModelSettings(ridge, RewardModelSettings.DEFAULTS.passes());
  }

  private static PolicySettings variation(Algorithm algorithm, SplittableRandom random) {
    return PolicySettings.of(algorithm)
        .withFeatures(features(random.nextInt(5)))
        .withL2(L2[random.nextInt(L2.length)])
        .withRewardModel(ridge(RIDGE[random.nextInt(RIDGE.length)]))
        .withTemperature(TEMPERATURE[random.nextInt(TEMPERATURE.length)])
        .withEpochs(EPOCHS[random.nextInt(EPOCHS.length)])
        .withSeed(random.nextLong() >>> 1);
  }

  private static FeatureSettings features(int variant) {
    FeatureSettings defaults = FeatureSettings.DEFAULTS;
    return switch (variant) {
      case 0 -> defaults;
      case 1 -> defaults.withCharacters();
      case 2 -> defaults.withNumericBins(8);
      case 3 -> defaults.withWordNgrams(1).withLengthPower(0);
      default ->
          defaults.withSources(
              EnumSet.of(
                  FeatureSource.NUMERIC,
                  FeatureSource.CATEGORICAL,
                  FeatureSource.ENTITIES,
                  FeatureSource.OPTION_FEATURES));
    };
  }
}

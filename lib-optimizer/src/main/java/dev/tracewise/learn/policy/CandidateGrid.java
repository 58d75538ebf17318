package dev.tracewise.learn.policy;

import dev.tracewise.model.Errors;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * The candidates of a run: the defaults of each algorithm first, then variations of features,
 * regularisation, temperature and seed, drawn without repetition.
 */
public final class CandidateGrid {
  private static final List<Algorithm> BEST_BETS =
      List.of(Algorithm.DOUBLY_ROBUST, Algorithm.DIRECT, Algorithm.SNIPS, Algorithm.CLIPPED_IPS);
  private static final double[] L2 = {1e-5, 1e-4, 1e-3};
  private static final double[] RIDGE = {1, 3, 10};
  private static final double[] TEMPERATURE = {0.02, 0.05, 0.2};
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
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; candidates.size() < n; i++) {
      candidates.add(variation(chosen.get(i % chosen.size()), random));
    }
    return new ArrayList<>(candidates).subList(0, n);
  }

  private static PolicySettings variation(Algorithm algorithm, SplittableRandom random) {
    return PolicySettings.of(algorithm)
        .withFeatures(features(random.nextInt(4)))
        .withL2(L2[random.nextInt(L2.length)])
        .withRewardModel(
            new RewardModelSettings(
                RIDGE[random.nextInt(RIDGE.length)], RewardModelSettings.DEFAULTS.passes()))
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

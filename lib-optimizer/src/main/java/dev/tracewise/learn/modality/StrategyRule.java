package dev.tracewise.learn.modality;

import java.util.List;
import java.util.Locale;

/** How the strategy is chosen while no model may choose it. */
public enum StrategyRule {
  /**
   * The seed's: synthetic below 20 real rows, hybrid from 20, pure real from 50. Where the strategy
   * wants synthetic rows and none can be had, what is left of it: real rows alone, or nothing.
   */
  SEED {
    @Override
    StrategyVerdict choose(long real, long synthetic) {
      if (real >= SEED_PURE_REAL) {
        return verdict(TrainingStrategy.PURE_REAL, rows(real) + ", 50 are enough by themselves");
      }
      if (real >= SEED_HYBRID) {
        return synthetic > 0
            ? verdict(
                TrainingStrategy.HYBRID, rows(real) + ", fewer than 50: synthetic rows are added")
            : verdict(
                TrainingStrategy.PURE_REAL,
                rows(real) + ", fewer than 50, and no synthetic row can be had");
      }
      return synthetic > 0
          ? verdict(
              TrainingStrategy.SYNTHETIC, rows(real) + ", fewer than 20: synthetic rows instead")
          : verdict(
              TrainingStrategy.SKIP,
              rows(real) + ", fewer than 20, and no synthetic row can be had");
    }
  },

  /**
   * The seed's program: below 10 real rows synthetic if there are 50 synthetic ones, from 100 pure
   * real, from 30 hybrid if there are 50 synthetic ones, else pure real; 10 to 29 skip.
   */
  PEER {
    @Override
    StrategyVerdict choose(long real, long synthetic) {
      boolean enough = synthetic >= PEER_SYNTHETIC;
      String both = String.format(Locale.ROOT, "%s, %d synthetic ones", rows(real), synthetic);
      if (real >= PEER_PURE_REAL) {
        return verdict(TrainingStrategy.PURE_REAL, rows(real) + ", 100 are enough by themselves");
      }
      if (real >= PEER_HYBRID) {
        return verdict(enough ? TrainingStrategy.HYBRID : TrainingStrategy.PURE_REAL, both);
      }
      if (real >= PEER_COLD_START) {
        return verdict(
            TrainingStrategy.SKIP, rows(real) + ", too many for a cold start, fewer than 30");
      }
      return verdict(enough ? TrainingStrategy.SYNTHETIC : TrainingStrategy.SKIP, both);
    }
  };

  private static final long SEED_HYBRID = 20;
  private static final long SEED_PURE_REAL = 50;
  private static final long PEER_COLD_START = 10;
  private static final long PEER_HYBRID = 30;
  private static final long PEER_PURE_REAL = 100;
  private static final long PEER_SYNTHETIC = 50;

  /** The strategy for a context, with the reason. */
  public StrategyVerdict choose(ModelingContext context) {
    return choose(context.realSamples(), context.syntheticSamples());
  }

  abstract StrategyVerdict choose(long real, long synthetic);

  private static StrategyVerdict verdict(TrainingStrategy strategy, String reason) {
    return new StrategyVerdict(strategy, TrainingVerdict.RULE, List.of(reason));
  }

  private static String rows(long real) {
    return real == 1 ? "1 real row" : real + " real rows";
  }
}

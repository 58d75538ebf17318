package dev.tracewise.learn.routing;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which prompt optimizer so many examples carry. The size is that of all data, never of a batch.
 */
public enum OptimizerStage {
  /** Few examples. */
  BOOTSTRAP(20),
  /** From 50 on. */
  SIMBA(50),
  /** From 100 on. */
  MIPRO(100),
  /** From 200 on. */
  GEPA(200);

  /** Strategy that takes the highest stage that the data carry. */
  public static final String ADAPTIVE = "adaptive";

  private final long threshold;

  OptimizerStage(long threshold) {
    this.threshold = threshold;
  }

  /** The name in settings. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The stages whose threshold so many examples reach. */
  public static List<OptimizerStage> applicable(long examples) {
    return Arrays.stream(values()).filter(s -> examples >= s.threshold).toList();
  }

  /**
   * The optimizer for all examples by a strategy, {@link #ADAPTIVE} or the name of a stage; an
   * unknown name gives {@link #BOOTSTRAP}, as the seed's program does.
   *
   * @param forced name that wins over the strategy where it is known; empty for none
   */
  public static OptimizerStage choose(long examples, String strategy, String forced) {
    Optional<OptimizerStage> named = of(forced);
    if (named.isPresent()) {
      return named.get();
    }
    if (strategy.equals(ADAPTIVE)) {
      List<OptimizerStage> applicable = applicable(examples);
      return applicable.isEmpty() ? BOOTSTRAP : applicable.get(applicable.size() - 1);
    }
    return of(strategy).orElse(BOOTSTRAP);
  }

  private static Optional<OptimizerStage> of(String name) {
    return Arrays.stream(values()).filter(s -> s.id().equals(name)).findFirst();
  }
}

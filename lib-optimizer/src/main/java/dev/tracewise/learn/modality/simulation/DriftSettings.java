package dev.tracewise.learn.modality.simulation;

import dev.tracewise.model.Errors;

/**
 * The size of a simulated world.
 *
 * @param weeks weeks it lasts, ≥ 1
 * @param modalities how many modalities there are, 1 to 6
 * @param costPerRun what a training costs, as reward of one day of one modality, ≥ 0
 * @param forcedShare share of the verdicts to wait that are trained all the same, in [0, 1)
 */
public record DriftSettings(int weeks, int modalities, double costPerRun, double forcedShare) {
  /**
   * Two hundred weeks of four modalities. A training costs as much as an improvement of 0.02 that
   * lasts for two weeks brings; one of twenty verdicts to wait is forced, as {@code decide} does.
   */
  public static final DriftSettings DEFAULTS = new DriftSettings(200, 4, 0.28, 0.05);

  /** Refuses values out of range. */
  public DriftSettings {
    require(weeks >= 1, "weeks", weeks);
    require(modalities >= 1 && modalities <= 6, "modalities", modalities);
    require(costPerRun >= 0, "cost per run", costPerRun);
    require(forcedShare >= 0 && forcedShare < 1, "forced share", forcedShare);
  }

  /** The same for so many weeks. */
  public DriftSettings withWeeks(int other) {
    return new DriftSettings(other, modalities, costPerRun, forcedShare);
  }

  /** Days it lasts. */
  public int days() {
    return 7 * weeks;
  }

  private static void require(boolean holds, String name, Number value) {
    if (!holds) {
      throw Errors.usage(
          "simulate decisions",
          name + " is " + value + ", which is out of range",
          "Give at least one week, 1 to 6 modalities, no negative cost and a share below 1.");
    }
  }
}

package dev.tracewise.learn.modality.simulation;

import dev.tracewise.learn.modality.ModelingContext;
import dev.tracewise.learn.modality.TrainingVerdict.Verdict;
import dev.tracewise.model.Modality;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Some modalities over some weeks, decided about every day. The same seed brings every way the same
 * days.
 */
public final class DriftSimulation {
  private final DriftSettings settings;
  private final long seed;

  /** A world. */
  public DriftSimulation(DriftSettings settings, long seed) {
    this.settings = settings;
    this.seed = seed;
  }

  /**
   * What a way of deciding brought.
   *
   * @param improvement sum over days and modalities of the success above that of a world in which
   *     nothing was ever trained
   * @param runs trainings
   * @param cost what they cost
   */
  public record Total(double improvement, long runs, double cost) {
    /** Nothing. */
    public static final Total NONE = new Total(0, 0, 0);

    /** Improvement minus cost. */
    public double net() {
      return improvement - cost;
    }
  }

  /** Lives through the world with a way to decide. */
  public Total run(TrainingWay way) {
    List<DriftingModality> world = new ArrayList<>();
    for (Modality modality : List.of(Modality.values()).subList(0, settings.modalities())) {
      long own = seed ^ ((world.size() + 1L) << 32);
      world.add(new DriftingModality(modality, own, settings.days()));
    }
    SplittableRandom forcing = new SplittableRandom(seed + 1);
    double improvement = 0;
    long runs = 0;
    for (int day = 0; day < settings.days(); day++) {
      for (DriftingModality modality : world) {
        modality.pass();
        improvement += modality.gain();
        ModelingContext context = modality.context();
        boolean forced = way.explores() && forcing.nextDouble() < settings.forcedShare();
        boolean wanted = way.decide(day, context).verdict() == Verdict.TRAIN;
        if (wanted || forced) {
          runs++;
          double propensity = wanted ? 1 : settings.forcedShare();
          way.trained(day, context, modality.train(), propensity);
        }
      }
    }
    return new Total(improvement, runs, runs * settings.costPerRun());
  }
}

package dev.tracewise.action;

import dev.tracewise.action.meta.TreeLearner;
import dev.tracewise.judge.ClusteredMean;
import dev.tracewise.learn.modality.TrainingRule;
import dev.tracewise.learn.modality.simulation.DriftSettings;
import dev.tracewise.learn.modality.simulation.DriftSimulation;
import dev.tracewise.learn.modality.simulation.DriftSimulation.Total;
import dev.tracewise.learn.modality.simulation.FixedWays;
import dev.tracewise.learn.modality.simulation.LearnedWay;
import dev.tracewise.learn.modality.simulation.TrainingWay;
import dev.tracewise.model.Errors;
import dev.tracewise.model.Interval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Compares ways to decide when to train, in simulated worlds: always, never, weekly, monthly, the
 * stated rules, and the loop that learns from what its trainings brought.
 */
public final class CompareDecisions {
  private static final String LEARNED = "learned";

  private final DriftSettings settings;

  /** A comparison in worlds of this size. */
  public CompareDecisions(DriftSettings settings) {
    this.settings = settings;
  }

  /**
   * How a way of deciding did.
   *
   * @param way its name
   * @param net improvement minus the cost of its runs, mean of the worlds, 95 % interval
   * @param improvement success gained, summed over days and modalities, mean of the worlds
   * @param runs trainings, mean of the worlds
   * @param behind what the learned way brought more, paired by world; null for itself
   */
  public record Standing(
      String way, Interval net, double improvement, double runs, @Nullable Interval behind) {}

  /**
   * How all of them did.
   *
   * @param standings by way
   * @param handOverWeek week in which trees took over from the rule, mean of worlds and modalities;
   *     null where they never did
   */
  public record Result(List<Standing> standings, @Nullable Double handOverWeek) {
    /** Copies the list. */
    public Result {
      standings = List.copyOf(standings);
    }
  }

  private record World(Map<String, Total> totals, List<Integer> handOvers) {}

  /**
   * Lives through worlds.
   *
   * @param firstSeed seed of the first world; the others follow
   * @param worlds how many, at least 2
   */
  public Result execute(long firstSeed, int worlds) {
    if (worlds < 2) {
      throw Errors.usage(
          "compare ways of deciding in " + worlds + " worlds",
          "one world says nothing about the next",
          "Give at least 2.");
    }
    List<World> lived =
        LongStream.range(firstSeed, firstSeed + worlds).parallel().mapToObj(this::live).toList();
    List<Standing> standings = new ArrayList<>();
    for (String way : lived.get(0).totals().keySet()) {
      standings.add(
          new Standing(
              way,
              mean(lived, world -> total(world, way).net()),
              mean(lived, world -> total(world, way).improvement()).estimate(),
              mean(lived, world -> total(world, way).runs()).estimate(),
              way.equals(LEARNED)
                  ? null
                  : mean(lived, world -> total(world, LEARNED).net() - total(world, way).net())));
    }
    double weeks =
        lived.stream()
            .flatMap(world -> world.handOvers().stream())
            .mapToDouble(day -> day / 7.0)
            .average()
            .orElse(Double.NaN);
    return new Result(standings, Double.isNaN(weeks) ? null : weeks);
  }

  private World live(long seed) {
    LearnedWay learned = new LearnedWay(TrainingRule.DEFAULTS, new TreeLearner(seed));
    Map<String, TrainingWay> ways = new LinkedHashMap<>();
    ways.put("always", FixedWays.every(1));
    ways.put("never", FixedWays.never());
    ways.put("weekly", FixedWays.every(7));
    ways.put("monthly", FixedWays.every(28));
    ways.put("rules", FixedWays.rule(TrainingRule.DEFAULTS));
    ways.put(LEARNED, learned);
    DriftSimulation simulation = new DriftSimulation(settings, seed);
    Map<String, Total> totals = new LinkedHashMap<>();
    ways.forEach((name, way) -> totals.put(name, simulation.run(way)));
    return new World(totals, List.copyOf(learned.handOvers().values()));
  }

  private static Total total(World world, String way) {
    return world.totals().getOrDefault(way, Total.NONE);
  }

  private static Interval mean(List<World> worlds, ToDoubleFunction<World> value) {
    List<String> seeds = new ArrayList<>();
    for (int i = 0; i < worlds.size(); i++) {
      seeds.add("world " + i);
    }
    return ClusteredMean.of(worlds.stream().mapToDouble(value).toArray(), seeds).interval();
  }
}

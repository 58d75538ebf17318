package dev.tracewise.learn.modality.simulation;

import dev.tracewise.judge.GroupSplit;
import dev.tracewise.judge.calibration.HeldOutProbabilities;
import dev.tracewise.judge.calibration.PlattScaling;
import dev.tracewise.learn.modality.MetaModel;
import dev.tracewise.learn.modality.ModelingContext;
import dev.tracewise.learn.modality.PooledPrior;
import dev.tracewise.learn.modality.TrainingRule;
import dev.tracewise.learn.modality.TrainingVerdict;
import dev.tracewise.model.Modality;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The loop of {@code decide} and {@code train training-decision}: the rule decides about a modality
 * until there are enough trainings whose improvement is known, and from then on boosted trees,
 * which are trained again when the trainings have grown by a fifth. Probabilities are calibrated
 * out of fold. A modality with few trainings, or of one outcome, borrows from the others.
 *
 * <p>The hand-over is at enough rows. The gate, which asks that a model is certainly better than
 * the base rate before it goes live by itself, would hand over later.
 */
public final class LearnedWay implements TrainingWay {
  private static final int LOOK_DAYS = 7;
  private static final double GROWTH = 1.2;
  private static final int FOLDS = 5;
  private static final int POOL_BELOW = 100;
  private static final int LEAST_OWN_ROWS = 5;
  private static final int LEAST_OF_A_LABEL = 5;
  private static final double LARGEST_WEIGHT = 20;

  private final TrainingRule rule;
  private final DecisionLearner learner;
  private final Map<Modality, List<DecisionExample>> examples = new EnumMap<>(Modality.class);
  private final Map<Modality, Live> live = new EnumMap<>(Modality.class);
  private final Map<Modality, Integer> handOvers = new EnumMap<>(Modality.class);

  /** The way of a rule and of what is learned after it. */
  public LearnedWay(TrainingRule rule, DecisionLearner learner) {
    this.rule = rule;
    this.learner = learner;
  }

  /** A model that decides, and how many own trainings it has seen. */
  private record Live(DecisionLearner.Margins margins, PlattScaling calibration, int rows) {
    double probability(double[] features) {
      return calibration.probability(margins.of(new double[][] {features})[0]);
    }
  }

  /** The day on which the rule handed over to a model, by modality that has one. */
  public Map<Modality, Integer> handOvers() {
    return new TreeMap<>(handOvers);
  }

  @Override
  public boolean explores() {
    return true;
  }

  @Override
  public TrainingVerdict decide(int day, ModelingContext context) {
    if (day > 0 && day % LOOK_DAYS == 0) {
      look(day, context.modality());
    }
    Live model = live.get(context.modality());
    return model == null
        ? rule.decide(context)
        : TrainingVerdict.byModel(
            model.probability(MetaModel.decisionFeatures(context)),
            TrainingVerdict.XGBOOST,
            List.of());
  }

  @Override
  public void trained(int day, ModelingContext context, double improvement, double propensity) {
    examples
        .computeIfAbsent(context.modality(), modality -> new ArrayList<>())
        .add(
            new DecisionExample(
                day,
                MetaModel.decisionFeatures(context),
                improvement,
                Math.min(LARGEST_WEIGHT, 1 / propensity)));
  }

  /** Trains a model where there is enough, and more than the live one has seen. */
  private void look(int day, Modality modality) {
    List<DecisionExample> own = examples.getOrDefault(modality, List.of());
    Live before = live.get(modality);
    if (before != null && own.size() < GROWTH * before.rows()) {
      return;
    }
    List<DecisionExample> lent = lent(modality, own);
    List<DecisionExample> all = outside(-1, own, lent);
    int needed = lent.isEmpty() ? MetaModel.TRAINING_DECISION.minimumRows() : LEAST_OWN_ROWS;
    if (own.size() >= needed && fewest(all) >= LEAST_OF_A_LABEL) {
      PlattScaling calibration = heldOut(own, lent).calibration();
      live.put(modality, new Live(learner.learn(all), calibration, own.size()));
      handOvers.putIfAbsent(modality, day);
    }
  }

  private static long fewest(List<DecisionExample> rows) {
    long worthwhile = rows.stream().filter(LearnedWay::isWorthwhile).count();
    return Math.min(worthwhile, rows.size() - worthwhile);
  }

  private HeldOutProbabilities heldOut(List<DecisionExample> own, List<DecisionExample> lent) {
    double[] margins = new double[own.size()];
    int[] folds = own.stream().mapToInt(LearnedWay::fold).toArray();
    for (int fold = 0; fold < FOLDS; fold++) {
      int held = fold;
      int[] rows = IntStream.range(0, folds.length).filter(i -> folds[i] == held).toArray();
      List<DecisionExample> others = outside(fold, own, lent);
      if (rows.length > 0 && fewest(others) > 0) {
        double[] predicted =
            learner.learn(others).of(features(IntStream.of(rows).mapToObj(own::get).toList()));
        for (int i = 0; i < rows.length; i++) {
          margins[rows[i]] = predicted[i];
        }
      }
    }
    return new HeldOutProbabilities(
        own.stream().map(LearnedWay::group).toList(), folds, labels(own), margins);
  }

  /** Trainings of the other modalities, with the weight that the pooled prior gives them. */
  private List<DecisionExample> lent(Modality modality, List<DecisionExample> own) {
    if (own.isEmpty() || (own.size() >= POOL_BELOW && fewest(own) >= LEAST_OF_A_LABEL)) {
      return List.of();
    }
    Map<Modality, PooledPrior.Moments> moments = new EnumMap<>(Modality.class);
    examples.forEach(
        (each, rows) ->
            moments.put(
                each,
                new PooledPrior.Moments(
                    rows.size(),
                    rows.stream().mapToDouble(DecisionExample::improvement).sum(),
                    rows.stream().mapToDouble(r -> r.improvement() * r.improvement()).sum())));
    double weight = PooledPrior.of(moments).borrowing(modality).rowWeight();
    List<DecisionExample> lent = new ArrayList<>();
    examples.forEach(
        (each, rows) -> {
          if (each != modality && weight > 0) {
            rows.forEach(row -> lent.add(row.times(weight)));
          }
        });
    return lent;
  }

  /** All examples but those of a fold. */
  private static List<DecisionExample> outside(
      int fold, List<DecisionExample> own, List<DecisionExample> lent) {
    return Stream.concat(own.stream(), lent.stream())
        .filter(example -> fold(example) != fold)
        .toList();
  }

  private static double[][] features(List<DecisionExample> rows) {
    return rows.stream().map(DecisionExample::features).toArray(double[][]::new);
  }

  private static String group(DecisionExample example) {
    return "day " + example.day();
  }

  private static int fold(DecisionExample example) {
    return GroupSplit.fold("simulated", "training_decision", group(example), FOLDS);
  }

  private static double[] labels(List<DecisionExample> rows) {
    return rows.stream().mapToDouble(row -> isWorthwhile(row) ? 1 : 0).toArray();
  }

  private static boolean isWorthwhile(DecisionExample row) {
    return row.improvement() > MetaModel.WORTHWHILE_IMPROVEMENT;
  }
}

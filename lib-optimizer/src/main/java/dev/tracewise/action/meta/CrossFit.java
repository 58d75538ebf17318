package dev.tracewise.action.meta;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;

import dev.tracewise.judge.calibration.HeldOutClasses;
import dev.tracewise.judge.calibration.HeldOutNumbers;
import dev.tracewise.judge.calibration.HeldOutPredictions;
import dev.tracewise.judge.calibration.HeldOutProbabilities;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Trains on four folds and predicts the fifth, five times, and then on all. Where rows of other
 * parts lend a prior, it is trained on their rows of the same four folds, so that no group is ever
 * predicted by trees that saw it.
 */
final class CrossFit {
  private static final String PRIOR_MARGIN = "prior_margin";

  private final BoosterPlan plan;
  private final Dataset<Row> own;
  private final @Nullable Dataset<Row> others;

  /**
   * @param own rows of the part that the version is for, as in {@link BoosterRows}
   * @param others rows that lend a prior; null for none
   */
  CrossFit(BoosterPlan plan, Dataset<Row> own, @Nullable Dataset<Row> others) {
    this.plan = plan;
    this.own = own;
    this.others = others;
  }

  /**
   * What came of it.
   *
   * @param bytes the booster of all rows
   * @param rounds rounds of trees grown on the part's own rows
   * @param keys key of each row that was predicted, sorted
   * @param predictions predictions out of fold, in the order of the keys
   */
  record Result(byte[] bytes, int rounds, List<String> keys, HeldOutPredictions predictions) {}

  Result run() {
    List<Row> held = new ArrayList<>();
    List<Integer> rounds = new ArrayList<>();
    for (int fold = 0; fold < BoosterRows.FOLDS; fold++) {
      Dataset<Row> test = own.where(col(BoosterRows.FOLD).equalTo(fold));
      if (!test.isEmpty()) {
        BoosterTrainer.Trained trained = train(plan, outside(own, fold), prior(fold));
        rounds.add(trained.rounds());
        held.addAll(
            PredictTask.predict(trained.bytes(), test)
                .select(
                    BoosterRows.KEY,
                    BoosterRows.GROUP,
                    BoosterRows.FOLD,
                    BoosterRows.LABEL,
                    BoosterRows.MARGIN)
                .collectAsList());
      }
    }
    held.sort(Comparator.comparing(row -> row.getString(0)));
    rounds.sort(Comparator.naturalOrder());
    int median = rounds.get(rounds.size() / 2);
    BoosterTrainer.Trained all =
        train(plan.with(plan.settings().withRounds(median)), own, prior(others));
    return new Result(
        all.bytes(),
        median,
        held.stream().map(row -> row.getString(0)).toList(),
        predictions(held));
  }

  private byte @Nullable [] prior(int fold) {
    return others == null ? null : prior(outside(others, fold));
  }

  private byte @Nullable [] prior(@Nullable Dataset<Row> rows) {
    BoosterPlan fixed = plan.with(plan.settings().withRounds(plan.settings().rounds()));
    return rows == null ? null : new BoosterTrainer(fixed).train(rows).bytes();
  }

  private static Dataset<Row> outside(Dataset<Row> rows, int fold) {
    return rows.where(col(BoosterRows.FOLD).notEqual(fold));
  }

  private static BoosterTrainer.Trained train(
      BoosterPlan plan, Dataset<Row> rows, byte @Nullable [] prior) {
    BoosterTrainer trainer = new BoosterTrainer(plan);
    if (prior == null) {
      return trainer.train(rows);
    }
    Dataset<Row> withMargins =
        PredictTask.predict(prior, rows)
            .withColumn(PRIOR_MARGIN, element_at(col(BoosterRows.MARGIN), lit(1)).cast("float"))
            .drop(BoosterRows.MARGIN);
    BoosterTrainer.Trained above = trainer.train(withMargins, PRIOR_MARGIN);
    return new BoosterTrainer.Trained(BoosterJson.onTop(prior, above.bytes()), above.rounds());
  }

  private HeldOutPredictions predictions(List<Row> rows) {
    List<String> groups = rows.stream().map(row -> row.getString(1)).toList();
    int[] folds = rows.stream().mapToInt(row -> row.getInt(2)).toArray();
    double[] labels = rows.stream().mapToDouble(row -> row.getDouble(3)).toArray();
    double[][] margins =
        rows.stream()
            .map(row -> row.<Double>getList(4).stream().mapToDouble(Double::doubleValue).toArray())
            .toArray(double[][]::new);
    return switch (plan.target()) {
      case PROBABILITY -> new HeldOutProbabilities(groups, folds, labels, first(margins));
      case NUMBER -> new HeldOutNumbers(groups, folds, labels, first(margins));
      case CLASSES -> new HeldOutClasses(groups, folds, labels, softmax(margins));
    };
  }

  private static double[] first(double[][] margins) {
    double[] first = new double[margins.length];
    for (int i = 0; i < first.length; i++) {
      first[i] = margins[i][0];
    }
    return first;
  }

  private static double[][] softmax(double[][] margins) {
    return Arrays.stream(margins).map(CrossFit::softmax).toArray(double[][]::new);
  }

  /** The probabilities of the classes that these margins are of. */
  static double[] softmax(double[] margins) {
    double largest = Arrays.stream(margins).max().orElse(0);
    double[] probabilities = new double[margins.length];
    double sum = 0;
    for (int c = 0; c < margins.length; c++) {
      probabilities[c] = Math.exp(margins[c] - largest);
      sum += probabilities[c];
    }
    for (int c = 0; c < margins.length; c++) {
      probabilities[c] /= sum;
    }
    return probabilities;
  }
}

package dev.tracewise.action.meta;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.tracewise.judge.calibration.HeldOutClasses;
import dev.tracewise.judge.calibration.HeldOutNumbers;
import dev.tracewise.judge.calibration.HeldOutPredictions;
import dev.tracewise.judge.calibration.HeldOutProbabilities;
import dev.tracewise.learn.booster.BoosterTarget;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Trains on four folds and predicts the fifth, five times, and then on all. Rows that other parts
 * lend are of the same four folds, so that no group is ever predicted by trees that saw it.
 */
final class CrossFit {
  /** The columns of rows that were predicted: key, group, fold, label and margins. */
  static final Column[] PREDICTED = {
    col(BoosterRows.KEY),
    col(BoosterRows.GROUP),
    col(BoosterRows.FOLD),
    col(BoosterRows.LABEL),
    col(BoosterRows.MARGIN)
  };

  private final BoosterPlan plan;
  private final Dataset<Row> own;
  private final @Nullable Dataset<Row> lent;

  /**
   * @param own rows of the part that the version is for, as in {@link BoosterRows}
   * @param lent rows of other parts, with the weights they enter with; null for none
   */
  CrossFit(BoosterPlan plan, Dataset<Row> own, @Nullable Dataset<Row> lent) {
    this.plan = plan;
    this.own = own;
    this.lent = lent;
  }

  /**
   * What came of it.
   *
   * @param bytes the booster of all rows
   * @param rounds rounds of trees
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
        BoosterTrainer.Trained trained =
            new BoosterTrainer(plan).train(training(col(BoosterRows.FOLD).notEqual(fold)));
        rounds.add(trained.rounds());
        held.addAll(PredictTask.predict(trained.bytes(), test).select(PREDICTED).collectAsList());
      }
    }
    held.sort(Comparator.comparing(row -> row.getString(0)));
    rounds.sort(Comparator.naturalOrder());
    int median = rounds.get(rounds.size() / 2);
    BoosterTrainer.Trained all =
        new BoosterTrainer(plan.with(plan.settings().withRounds(median)))
            .train(training(lit(true)));
    return new Result(
        all.bytes(),
        median,
        held.stream().map(row -> row.getString(0)).toList(),
        heldOut(plan.target(), held));
  }

  /** Rows to train on; those that are lent do not say when to stop. */
  private Dataset<Row> training(Column which) {
    Dataset<Row> rows = own.where(which);
    return lent == null
        ? rows
        : rows.unionByName(lent.where(which).withColumn(BoosterRows.HELD_BACK, lit(false)));
  }

  /**
   * Predictions for rows that the booster was not trained on.
   *
   * @param rows their {@link #PREDICTED} columns
   */
  static HeldOutPredictions heldOut(BoosterTarget target, List<Row> rows) {
    List<String> groups = rows.stream().map(row -> row.getString(1)).toList();
    int[] folds = rows.stream().mapToInt(row -> row.getInt(2)).toArray();
    double[] labels = rows.stream().mapToDouble(row -> row.getDouble(3)).toArray();
    double[][] margins = rows.stream().map(CrossFit::margins).toArray(double[][]::new);
    return switch (target) {
      case PROBABILITY -> new HeldOutProbabilities(groups, folds, labels, first(margins));
      case NUMBER -> new HeldOutNumbers(groups, folds, labels, first(margins));
      case CLASSES -> new HeldOutClasses(groups, folds, labels, softmax(margins));
    };
  }

  /** The margins of a row of {@link #PREDICTED} columns. */
  static double[] margins(Row row) {
    return row.<Double>getList(4).stream().mapToDouble(Double::doubleValue).toArray();
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

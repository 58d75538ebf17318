package dev.tracewise.action.meta;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.desc;
import static org.apache.spark.sql.functions.hash;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tracewise.SparkSupport;
import dev.tracewise.judge.SharedData;
import dev.tracewise.learn.booster.BoosterSettings;
import dev.tracewise.learn.booster.BoosterTarget;
import dev.tracewise.model.TracewiseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Boosted trees on Spark, on data whose answer is known. */
class BoosterTrainerIT {
  private static final Workers ONE = new Workers(1, 1);

  /** XGBoost's own demonstration: two trees of depth 2, test error 0.0217. */
  @Test
  void mushroomsAreToldApartAsInTheDemonstration() throws IOException {
    TrainingRows train = libsvm(SharedData.require("xgboost_demo/agaricus.txt.train"));
    TrainingRows test = libsvm(SharedData.require("xgboost_demo/agaricus.txt.test"));
    BoosterSettings settings = new BoosterSettings(2, 1, 2, 1, 1, 1, 0, List.of(), List.of());
    byte[] trained = train(train.dataset(), BoosterTarget.PROBABILITY, 0, settings, 127);

    assertThat(train.size()).isEqualTo(6513);
    assertThat(error(trained, train)).isCloseTo(0.022263, within(1e-6));
    assertThat(error(trained, test)).isCloseTo(0.021726, within(1e-6));
  }

  /** Of 366 skin diseases in six classes a model of the seed's size gets nearly all right. */
  @Test
  void diseasesAreToldApartOutOfFold() throws IOException {
    TrainingRows rows = dermatology(SharedData.require("xgboost_demo/dermatology.data"));
    BoosterSettings settings = new BoosterSettings(20, 0.3, 5, 1, 1, 1, 0, List.of(), List.of());
    CrossFit.Result result =
        new CrossFit(
                new BoosterPlan(BoosterTarget.CLASSES, 6, settings, ONE, 42, names(34)),
                rows.dataset().cache(),
                null)
            .run();

    assertThat(result.predictions().labels()).hasSize(366);
    assertThat(result.predictions().metrics(42).get("accuracy").estimate()).isGreaterThan(0.95);
    assertThat(result.predictions().metrics(42).get("log_loss").high()).isLessThan(0.25);
  }

  @Test
  void theSameRowsGiveTheSameTreesHoweverTheyLie() throws XGBoostError {
    TrainingRows rows = simulated("audio", 120, 2);
    BoosterSettings settings = new BoosterSettings(5, 0.3, 3, 1, 0.8, 1, 0, List.of(), List.of());
    byte[] trained = train(rows.dataset(), BoosterTarget.PROBABILITY, 0, settings, 3);
    Dataset<Row> turned = rows.dataset().orderBy(desc("row_key"));

    assertThat(train(turned, BoosterTarget.PROBABILITY, 0, settings, 3)).isEqualTo(trained);
    assertThat(Boosters.load(BoosterJson.first(trained, 2)).getNumBoostedRound()).isEqualTo(2);
    assertThat(BoosterJson.first(trained, 9)).isEqualTo(trained);
  }

  @Test
  void trainingStopsEarlyAndKeepsToItsConstraints() {
    TrainingRows rows = simulated("text", 400, 3);
    BoosterSettings settings =
        new BoosterSettings(200, 0.5, 3, 1, 1, 1, 5, List.of("x0"), List.of());
    BoosterTrainer.Trained trained =
        new BoosterTrainer(new BoosterPlan(BoosterTarget.NUMBER, 0, settings, ONE, 42, names(3)))
            .train(rows.dataset());

    assertThat(trained.rounds()).isBetween(1, 100);
    float[] rising = new float[60];
    for (int i = 0; i < 20; i++) {
      rising[3 * i] = i / 20f;
      rising[3 * i + 1] = Float.NaN;
      rising[3 * i + 2] = 0.5f;
    }
    double[][] margins = Boosters.margins(Boosters.load(trained.bytes()), rising, 20);
    for (int i = 1; i < 20; i++) {
      assertThat(margins[i][0]).isGreaterThanOrEqualTo(margins[i - 1][0]);
    }
    assertThat(margins[19][0]).isGreaterThan(margins[0][0]);
  }

  /** Two workers find the splits of all rows, however few of these lie with one of them. */
  @ParameterizedTest
  @ValueSource(ints = {0, 5})
  void aWorkerMayHaveNoRowsOrNoneThatAreHeldBack(int patience) {
    TrainingRows rows = simulated("text", 40, 5);
    BoosterSettings settings =
        new BoosterSettings(20, 0.5, 3, 1, 1, 1, patience, List.of(), List.of());
    BoosterPlan plan =
        new BoosterPlan(BoosterTarget.NUMBER, 0, settings, new Workers(2, 1), 42, names(3));
    Column first = pmod(hash(col(BoosterRows.KEY)), lit(2)).equalTo(0);
    Dataset<Row> ofOneWorker = rows.dataset().where(first);
    Dataset<Row> heldBackWithOne =
        rows.dataset().withColumn(BoosterRows.HELD_BACK, first.and(col(BoosterRows.HELD_BACK)));

    byte[] together = new BoosterTrainer(plan).train(ofOneWorker).bytes();
    byte[] alone =
        new BoosterTrainer(new BoosterPlan(BoosterTarget.NUMBER, 0, settings, ONE, 42, names(3)))
            .train(ofOneWorker)
            .bytes();

    assertThat(together).isEqualTo(alone);
    assertThat(new BoosterTrainer(plan).train(heldBackWithOne).rounds()).isPositive();
  }

  @Test
  void workersThatCouldNotRunAtOnceAreRefusedBeforeTheyWait() {
    SparkContext context = SparkSupport.spark().sparkContext();
    new Workers(2, 1).require(context);
    assertThatThrownBy(() -> new Workers(3, 1).require(context))
        .isInstanceOf(TracewiseException.class)
        .hasMessage(
            "Cannot train boosted trees: 3 workers have to run at once, and the cluster has"
                + " slots for 2.\nLower tracewise.train.workers, or give the job more cores.");
    assertThatThrownBy(() -> new Workers(1, 2).require(context))
        .hasMessageContaining("a worker has 2 threads, and a task 1 cores");
    SparkConf dynamic = new SparkConf(false).set("spark.dynamicAllocation.enabled", "true");
    assertThatThrownBy(() -> Workers.requireStable(dynamic))
        .hasMessageStartingWith("Cannot train boosted trees: dynamic allocation is on");
  }

  private static TrainingRows simulated(String part, int rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    TrainingRows made = new TrainingRows();
    for (int i = 0; i < rows; i++) {
      double x = random.nextDouble();
      double missing = random.nextInt(4) == 0 ? Double.NaN : random.nextDouble();
      double label = random.nextDouble() < 0.1 + 0.8 * x ? 1 : 0;
      made.add(part, label, x, missing, random.nextDouble());
    }
    return made;
  }

  private static TrainingRows dermatology(Path file) throws IOException {
    TrainingRows rows = new TrainingRows();
    for (String line : Files.readAllLines(file)) {
      String[] fields = line.trim().split(",");
      double[] features =
          Arrays.stream(fields, 0, 34)
              .mapToDouble(field -> field.equals("?") ? Double.NaN : Double.parseDouble(field))
              .toArray();
      rows.add("skin", Double.parseDouble(fields[34]) - 1, features);
    }
    return rows;
  }

  private static byte[] train(
      Dataset<Row> rows, BoosterTarget target, int classes, BoosterSettings settings, int width) {
    return new BoosterTrainer(new BoosterPlan(target, classes, settings, ONE, 42, names(width)))
        .train(rows)
        .bytes();
  }

  private static List<String> names(int width) {
    return IntStream.range(0, width).mapToObj(i -> "x" + i).toList();
  }

  private static double error(byte[] booster, TrainingRows rows) {
    double[][] margins = Boosters.margins(Boosters.load(booster), rows.matrix(), rows.size());
    List<Row> truth = rows.dataset().collectAsList();
    long wrong =
        IntStream.range(0, rows.size())
            .filter(i -> margins[i][0] > 0 != truth.get(i).getDouble(5) > 0)
            .count();
    return (double) wrong / rows.size();
  }

  private static TrainingRows libsvm(Path file) throws IOException {
    TrainingRows rows = new TrainingRows();
    for (String line : Files.readAllLines(file)) {
      String[] fields = line.trim().split(" ");
      double[] features = new double[127];
      for (int i = 1; i < fields.length; i++) {
        String[] pair = fields[i].split(":");
        features[Integer.parseInt(pair[0])] = Double.parseDouble(pair[1]);
      }
      rows.add("mushroom", Double.parseDouble(fields[0]), features);
    }
    return rows;
  }
}

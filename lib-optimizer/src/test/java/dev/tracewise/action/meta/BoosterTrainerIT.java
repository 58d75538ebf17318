package dev.tracewise.action.meta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tracewise.judge.SharedData;
import dev.tracewise.learn.booster.BoosterSettings;
import dev.tracewise.learn.booster.BoosterTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

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

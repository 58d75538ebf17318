package dev.tracewise.action.rewards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tracewise.SparkSupport;
import dev.tracewise.learn.reward.LatencyPenalty;
import dev.tracewise.learn.reward.Reward;
import dev.tracewise.learn.reward.RewardFormula;
import dev.tracewise.learn.reward.RewardSettings;
import dev.tracewise.model.Measures;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RewardColumnsIT {
  private static final StructType SCHEMA =
      StructType.fromDDL("quality double, success boolean, satisfaction double, seconds double");
  private static final double NONE = Double.NaN;

  @Test
  void givesTheRewardsOfThePeer() {
    assertThat(reward(0.92, true, 1.2, 0.95)).isCloseTo(0.9422857143, within(1e-10));
    assertThat(reward(0.95, true, 0.5, 0.92)).isCloseTo(0.9512380952, within(1e-10));
    assertThat(reward(0.4, false, 5.0, 0.3)).isCloseTo(0.2166666667, within(1e-10));
    assertThat(reward(0.9, true, 1.0, 0.8)).isCloseTo(0.8909090909, within(1e-10));
    assertThat(reward(0.3, false, 5.0, 0.2)).isCloseTo(0.1466666667, within(1e-10));
    assertThat(reward(0.7, true, 0.0, null)).isCloseTo(0.8285714286, within(1e-10));
    assertThat(reward(0.7, false, 0.0, null)).isCloseTo(0.4, within(1e-10));
    assertThat(reward(0.7, true, 10.0, null)).isCloseTo(0.7785714286, within(1e-10));
    assertThat(reward(0.0, false, 10.0, null)).isZero();
    assertThat(reward(1.0, true, 0.0, 1.0)).isEqualTo(1);
    assertThat(reward(1.5, true, 0.0, 1.0)).isEqualTo(1);
    assertThat(reward(0.8, true, 0.0, 0.0)).isCloseTo(0.62, within(1e-10));
    assertThat(reward(0.9, true, null, null)).isCloseTo(0.942857, within(1e-6));
    assertThat(reward(0.8, true, null, null)).isCloseTo(0.885714, within(1e-6));
    assertThat(reward(0.2, false, null, null)).isCloseTo(0.114286, within(1e-6));
  }

  @Test
  void knowsNothingWhenNothingIsKnown() {
    Row row = evaluate(RewardSettings.DEFAULTS, List.of(values(null, null, 3.0, null))).get(0);
    assertThat(row.isNullAt(0)).isTrue();
    assertThat(row.<String, Double>getJavaMap(1)).isEmpty();
  }

  @Test
  void agreesWithTheFormulaOnTenThousandRows() {
    agreesWithTheFormula(RewardSettings.DEFAULTS);
  }

  @Test
  void agreesWithTheFormulaOnALinearPenaltyAndAPartWithoutWeight() {
    agreesWithTheFormula(
        new RewardSettings(0.0, 2.0, 0.7, 0.4, new LatencyPenalty.Linear(4), Map.of()));
  }

  private static void agreesWithTheFormula(RewardSettings settings) {
    SplittableRandom random = new SplittableRandom(7);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      rows.add(
          values(
              random.nextInt(4) == 0 ? null : random.nextDouble(),
              random.nextInt(4) == 0 ? null : random.nextBoolean(),
              random.nextInt(4) == 0 ? null : random.nextDouble() * 20 - 0.5,
              random.nextInt(4) == 0 ? null : random.nextDouble()));
    }
    RewardFormula formula = new RewardFormula(settings);
    List<Row> computed = evaluate(settings, rows);
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      Reward expected =
          formula.reward(
              new Measures(row.getAs(0), row.getAs(1), row.getAs(2), row.getAs(3), null));
      double value = expected.value() == null ? NONE : expected.value();
      double found = computed.get(i).isNullAt(0) ? NONE : computed.get(i).getDouble(0);
      assertThat(Math.abs(found - value) <= 1e-12 || Double.isNaN(found) && Double.isNaN(value))
          .as("row %s: %s, expected %s", row, found, value)
          .isTrue();
      Map<String, Double> parts = new HashMap<>(computed.get(i).getJavaMap(1));
      assertThat(sum(parts)).isCloseTo(sum(expected.parts()), within(1e-12));
      assertThat(parts).hasSameSizeAs(expected.parts());
    }
  }

  private static double sum(Map<String, Double> parts) {
    return parts.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  private static double reward(
      @Nullable Double quality,
      @Nullable Boolean success,
      @Nullable Double seconds,
      @Nullable Double satisfaction) {
    return evaluate(
            RewardSettings.DEFAULTS, List.of(values(quality, success, seconds, satisfaction)))
        .get(0)
        .getDouble(0);
  }

  private static Row values(
      @Nullable Double quality,
      @Nullable Boolean success,
      @Nullable Double seconds,
      @Nullable Double satisfaction) {
    return RowFactory.create(quality, success, satisfaction, seconds);
  }

  private static List<Row> evaluate(RewardSettings settings, List<Row> rows) {
    Dataset<Row> measures = SparkSupport.spark().createDataFrame(rows, SCHEMA).coalesce(1);
    return new RewardColumns(settings)
        .of(measures)
        .select(RewardColumns.REWARD, RewardColumns.PARTS)
        .collectAsList();
  }
}

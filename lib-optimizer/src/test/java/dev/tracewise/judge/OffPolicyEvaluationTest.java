package dev.tracewise.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tracewise.judge.OffPolicyEvaluation.Estimate;
import dev.tracewise.judge.OffPolicyRow.ModelValues;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class OffPolicyEvaluationTest {
  @Test
  void openBanditMenAgreesToEightDecimalsAndIsTrusted() throws IOException {
    OffPolicyEvaluation evaluation = OffPolicyEvaluation.of(openBandit("men", 34));
    assertThat(rounded(evaluation, "ips")).isEqualTo("0.00300863");
    assertThat(rounded(evaluation, "snips")).isEqualTo("0.00318942");
    Trust trust = evaluation.trust();
    assertThat(trust.effectiveSampleSize()).isEqualTo(655.7, within(0.05));
    assertThat(trust.maxWeight()).isEqualTo(178.3, within(0.05));
    assertThat(trust.maxWeightShare()).isEqualTo(0.0189, within(0.00005));
    assertThat((1 - trust.meanWeight()) / trust.meanWeightStandardError())
        .isEqualTo(1.6, within(0.05));
    assertThat(trust.trusted()).isTrue();
    assertThat(trust.reason()).isEmpty();
  }

  @Test
  void openBanditWomenIsRefused() throws IOException {
    OffPolicyEvaluation evaluation = OffPolicyEvaluation.of(openBandit("women", 46));
    assertThat(rounded(evaluation, "ips")).isEqualTo("0.00743758");
    assertThat(rounded(evaluation, "snips")).isEqualTo("0.00237305");
    Trust trust = evaluation.trust();
    assertThat(trust.effectiveSampleSize()).isEqualTo(2.1, within(0.05));
    assertThat(trust.maxWeight()).isEqualTo(21739, within(0.5));
    assertThat(trust.maxWeightShare()).isEqualTo(0.69, within(0.005));
    assertThat(trust.trusted()).isFalse();
    assertThat(trust.reason()).isEqualTo("the effective sample is 2.1 rows, 100 are needed");
  }

  private static List<OffPolicyRow> openBandit(String campaign, int actions) throws IOException {
    List<OffPolicyRow> rows = new ArrayList<>();
    List<String> lines =
        Files.readAllLines(
            SharedData.require("open_bandit/bts/" + campaign + "/" + campaign + ".csv"));
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", 7);
      double click = Double.parseDouble(cells[4]);
      double propensity = Double.parseDouble(cells[5]);
      rows.add(new OffPolicyRow("row:" + cells[0], click, propensity, 1.0 / actions, null));
    }
    return rows;
  }

  private static String rounded(OffPolicyEvaluation evaluation, String estimator) {
    return String.format(Locale.ROOT, "%.8f", evaluation.estimate(estimator).orElseThrow().value());
  }

  @Test
  void everyEstimatorAgreesWithItsDefinition() {
    List<OffPolicyRow> rows =
        List.of(
            new OffPolicyRow("a", 1, 0.5, 1, new ModelValues(0.6, 0.6)),
            new OffPolicyRow("b", 0, 0.25, 0.5, new ModelValues(0.2, 0.4)),
            new OffPolicyRow("c", 1, 0.8, 0.2, new ModelValues(0.8, 0.5)));
    OffPolicyEvaluation evaluation = OffPolicyEvaluation.of(rows);
    double corrections = 2 * 0.4 + 2 * -0.2 + 0.25 * 0.2;
    assertThat(value(evaluation, "ips")).isEqualTo(2.25 / 3, within(1e-15));
    assertThat(value(evaluation, "snips")).isEqualTo(2.25 / 4.25, within(1e-15));
    assertThat(value(evaluation, "dm")).isEqualTo(0.5, within(1e-15));
    assertThat(value(evaluation, "dr")).isEqualTo(0.5 + corrections / 3, within(1e-15));
    assertThat(value(evaluation, "sndr")).isEqualTo(0.5 + corrections / 4.25, within(1e-15));
    for (Estimate estimate : evaluation.estimates()) {
      assertThat(estimate.value()).isBetween(estimate.low(), estimate.high());
    }
    assertThat(evaluation.estimate("unknown")).isEmpty();
  }

  private static double value(OffPolicyEvaluation evaluation, String estimator) {
    return evaluation.estimate(estimator).orElseThrow().value();
  }

  @Test
  void weightsThatAreAllZeroGiveValuesButNoTrust() {
    List<OffPolicyRow> rows = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      rows.add(new OffPolicyRow("g" + i, i % 2, 0.5, 0, new ModelValues(0.4, 0.6)));
    }
    OffPolicyEvaluation evaluation = OffPolicyEvaluation.of(rows);
    for (Estimate estimate : evaluation.estimates()) {
      assertThat(estimate.value()).isFinite();
      assertThat(estimate.low()).isFinite();
    }
    assertThat(value(evaluation, "sndr")).isEqualTo(0.6, within(1e-12));
    assertThat(evaluation.trust().trusted()).isFalse();
    assertThat(evaluation.trust().reason()).contains("all weights are zero");
  }

  @Test
  void oneHeavyRowOrWrongPropensitiesAreNotTrusted() {
    List<String> groups = new ArrayList<>();
    double[] heavy = new double[1000];
    double[] wrong = new double[1000];
    for (int i = 0; i < 1000; i++) {
      groups.add("g" + i);
      heavy[i] = i == 0 ? 80 : 0.92;
      wrong[i] = 1.5 + (i % 2) * 0.1;
    }
    assertThat(Trust.of(heavy, groups).reason())
        .isEqualTo("one row carries 8.0 % of the weight, at most 5 % are allowed");
    assertThat(Trust.of(wrong, groups).reason())
        .isEqualTo("the mean weight is 1.550, not 1: the propensities are wrong");
  }

  @Test
  void whatIsNoLogIsRefused() {
    assertThatThrownBy(() -> OffPolicyEvaluation.of(List.of()))
        .hasMessageStartingWith("Cannot evaluate a policy: the log has no rows.");
    assertThatThrownBy(() -> new OffPolicyRow("g", 1, 0, 0.5, null))
        .hasMessageContaining("a propensity is 0.0");
    assertThatThrownBy(() -> new OffPolicyRow("g", 1, 1.5, 0.5, null))
        .hasMessageContaining("a propensity is 1.5");
    assertThatThrownBy(() -> new OffPolicyRow("g", 1, 0.5, Double.NaN, null))
        .hasMessageContaining("a target probability is NaN");
    assertThatThrownBy(() -> new OffPolicyRow("g", Double.NaN, 0.5, 0.5, null))
        .hasMessageContaining("a reward is NaN");
  }
}

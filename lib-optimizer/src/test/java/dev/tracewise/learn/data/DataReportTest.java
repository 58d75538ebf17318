package dev.tracewise.learn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tracewise.learn.data.Finding.Severity;
import dev.tracewise.learn.data.TrainingRow.Part;
import dev.tracewise.learn.modality.ModalityExample.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DataReportTest {
  private static TrainingRow row(
      String content, String group, String label, Part part, Origin origin) {
    return new TrainingRow(content, group, label, 5, part, origin);
  }

  private static List<TrainingRow> healthy() {
    List<TrainingRow> rows = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      Part part = i % 5 == 0 ? Part.HELD_OUT : Part.TRAINING;
      rows.add(row("text " + i, "user " + i, i % 2 == 0 ? "yes" : "no", part, Origin.REAL));
    }
    return rows;
  }

  private static DataReport report(List<TrainingRow> rows) {
    return DataReport.of(DataSummary.of(rows), null, DataLimits.DEFAULTS);
  }

  private static Finding finding(DataReport report, String check) {
    return report.findings().stream().filter(f -> f.check().equals(check)).findFirst().get();
  }

  private static DataReport with(TrainingRow... more) {
    List<TrainingRow> rows = healthy();
    rows.addAll(List.of(more));
    return report(rows);
  }

  @Test
  void aHealthySetHasNothingToSay() {
    DataReport report = report(healthy());
    assertThat(report.refused()).isFalse();
    assertThat(report.complaints()).isEmpty();
    assertThat(report.findings()).hasSize(8).allMatch(f -> f.severity() == Severity.OK);
    assertThatCode(() -> report.requireUsable("train")).doesNotThrowAnyException();
  }

  @Test
  void aGroupInBothPartsIsRefused() {
    DataReport report = with(row("new", "user 0", "yes", Part.TRAINING, Origin.REAL));
    assertThat(report.complaints()).containsExactly("1 groups are in training and held out");
    assertThatThrownBy(() -> report.requireUsable("train the reward model of agent \"a\""))
        .hasMessage(
            "Cannot train the reward model of agent \"a\": 1 groups are in training and held"
                + " out.\nMend the rows, or wait for more of them.");
  }

  @Test
  void contentInBothPartsIsSaidAndRefusedWhereItIsMuch() {
    TrainingRow shared = row("text 0", "another", "yes", Part.TRAINING, Origin.REAL);
    Finding one = finding(with(shared), "content_leakage");
    assertThat(one.severity()).isEqualTo(Severity.WARNING);
    assertThat(one.value()).isEqualTo(0.05, within(1e-12));
    Finding two =
        finding(
            with(shared, row("text 5", "another", "no", Part.TRAINING, Origin.REAL)),
            "content_leakage");
    assertThat(two.severity()).isEqualTo(Severity.REFUSED);
  }

  @Test
  void syntheticRowsNeverJudge() {
    DataReport report = with(row("made", "made", "yes", Part.HELD_OUT, Origin.SYNTHETIC));
    assertThat(report.complaints()).containsExactly("1 held-out rows are synthetic");
    assertThat(report.refused()).isTrue();
    assertThat(with(row("made", "made", "yes", Part.TRAINING, Origin.SYNTHETIC)).refused())
        .isFalse();
  }

  @Test
  void aSetThatIsAllSyntheticHasNothingToJudgeBy() {
    List<TrainingRow> made = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      made.add(row("made " + i, "g" + i, i % 2 == 0 ? "a" : "b", Part.TRAINING, Origin.SYNTHETIC));
    }
    assertThat(report(made).complaints()).containsExactly("40 rows to learn from, 0 to judge by");
    assertThat(report(List.of()).refused()).isTrue();
  }

  @Test
  void duplicatesConflictsAndShortTextsAreShares() {
    List<TrainingRow> rows = healthy();
    for (int i = 0; i < 20; i++) {
      rows.add(row("text 1", "more " + i, "yes", Part.TRAINING, Origin.REAL));
    }
    DataReport report = report(rows);
    // 20 more of "text 1" as yes, which was no: one is new, 19 repeat it, all 21 conflict
    assertThat(finding(report, "duplicates").value()).isEqualTo(0.19, within(1e-12));
    assertThat(finding(report, "conflicting_labels").value()).isEqualTo(0.21, within(1e-12));
    assertThat(report.complaints())
        .containsExactly(
            "19.0 % of the rows repeat an earlier row",
            "21.0 % of the rows have a text with several labels");
    List<TrainingRow> shorts =
        healthy().stream()
            .map(r -> new TrainingRow(r.content(), r.group(), r.label(), 2, r.part(), r.origin()))
            .toList();
    assertThat(finding(report(shorts), "short_texts").severity()).isEqualTo(Severity.REFUSED);
  }

  @Test
  void threePositivesInTenMillionAreRefused() {
    DataSummary summary =
        new DataSummary(
            10_000_000, 1_000_000, 0, 0, 0, 0, 0, 0, Map.of("0", 9_999_997L, "1", 3L), Map.of());
    DataReport report = DataReport.of(summary, null, DataLimits.DEFAULTS);
    assertThat(report.complaints())
        .containsExactly("the rarest class has 3 rows, 10 are needed: 0 9999997, 1 3");
    assertThat(report.refused()).isTrue();
    DataSummary rare =
        new DataSummary(10_000, 1_000, 0, 0, 0, 0, 0, 0, Map.of("0", 9_980L, "1", 20L), Map.of());
    assertThat(DataReport.of(rare, null, DataLimits.DEFAULTS).complaints())
        .containsExactly("the rarest class is 0.20 % of the rows: 0 9980, 1 20");
  }

  @Test
  void oneClassIsRefusedAndNumbersHaveNone() {
    List<TrainingRow> one =
        healthy().stream()
            .map(r -> row(r.content(), r.group(), "yes", r.part(), r.origin()))
            .toList();
    assertThat(report(one).complaints()).containsExactly("there is one class only: yes 80");
    List<TrainingRow> numbers =
        healthy().stream()
            .map(r -> row(r.content(), r.group(), null, r.part(), r.origin()))
            .toList();
    assertThat(report(numbers).findings())
        .noneMatch(f -> f.check().equals("class_balance"))
        .allMatch(f -> f.severity() == Severity.OK);
  }

  @Test
  void driftIsSaidAndNeverRefused() {
    DataSummary before = DataSummary.of(healthy());
    List<TrainingRow> longer =
        healthy().stream()
            .map(r -> new TrainingRow(r.content(), r.group(), r.label(), 40, r.part(), r.origin()))
            .toList();
    DataReport report = DataReport.of(DataSummary.of(longer), before, DataLimits.DEFAULTS);
    assertThat(report.refused()).isFalse();
    assertThat(finding(report, "drift_words").severity()).isEqualTo(Severity.WARNING);
    assertThat(finding(report, "drift_label").severity()).isEqualTo(Severity.OK);
    assertThat(report.complaints())
        .singleElement()
        .asString()
        .startsWith("words moved by ")
        .contains("population stability index; chance reaches 0.0");
  }

  @Test
  void theIndexByHand() {
    PopulationStability moved =
        PopulationStability.of(Map.of("a", 999L, "b", 999L), Map.of("a", 749L, "b", 249L));
    // (749.5 / 999 − .5) · ln(749.5 / 999 / .5) + …
    double q = 749.5 / 999;
    double expected = (q - .5) * Math.log(q / .5) + (.5 - q) * Math.log((1 - q) / .5);
    assertThat(moved.index()).isEqualTo(expected, within(1e-12));
    assertThat(moved.noise()).isEqualTo(3.8414588 * (1 / 1998.0 + 1 / 998.0), within(1e-6));
    assertThat(PopulationStability.of(Map.of(), Map.of("a", 1L)).index()).isZero();
    assertThat(PopulationStability.of(Map.of("a", 5L), Map.of("b", 5L)).index()).isPositive();
  }

  @Test
  void chanceReachesItsNoiseInOneOfTwenty() {
    SplittableRandom random = new SplittableRandom(4);
    int beyond = 0;
    for (int trial = 0; trial < 1000; trial++) {
      PopulationStability moved = PopulationStability.of(drawn(random), drawn(random));
      beyond += moved.index() > moved.noise() ? 1 : 0;
    }
    assertThat(beyond).isBetween(25, 80);
  }

  private static Map<String, Long> drawn(SplittableRandom random) {
    long[] counts = new long[4];
    for (int i = 0; i < 500; i++) {
      counts[random.nextInt(4)]++;
    }
    return Map.of("a", counts[0], "b", counts[1], "c", counts[2], "d", counts[3]);
  }

  @Test
  void wordsHaveBins() {
    assertThat(DataSummary.wordBin(0)).isEqualTo("0");
    assertThat(DataSummary.wordBin(1)).isEqualTo("1..1");
    assertThat(DataSummary.wordBin(7)).isEqualTo("4..7");
    assertThat(DataSummary.wordBin(Integer.MAX_VALUE)).isEqualTo("1073741824..2147483647");
  }
}

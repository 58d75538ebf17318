package dev.tracewise.learn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tracewise.learn.data.Finding.Severity;
import dev.tracewise.learn.data.TrainingRow.Part;
import dev.tracewise.learn.modality.ModalityExample.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DataReportTest {
  private static TrainingRow row(
      String content, String group, String label, Part part, Origin origin) {
    return new TrainingRow(content, content, group, label, 5, Map.of(), part, origin);
  }

  private static TrainingRow withWords(TrainingRow row, int words) {
    return new TrainingRow(
        row.copy(),
        row.content(),
        row.group(),
        row.label(),
        words,
        Map.of("confidence", "0.8"),
        row.part(),
        row.origin());
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
    return report.checks().stream().filter(f -> f.check().equals(check)).findFirst().get();
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
    assertThat(report.checks()).hasSize(8).allMatch(f -> f.severity() == Severity.OK);
    assertThat(report.refusal()).isEmpty();
  }

  @Test
  void aGroupInBothPartsIsRefused() {
    DataReport report = with(row("new", "user 0", "yes", Part.TRAINING, Origin.REAL));
    assertThat(report.complaints()).containsExactly("1 groups are in training and held out");
    assertThat(report.refusal())
        .isEqualTo(
            "1 groups are in training and held out. Mend the rows, or raise the limits under"
                + " tracewise.data");
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
    assertThat(report(made).complaints())
        .containsExactly("40 rows to learn from (40 synthetic), 0 to judge by");
    assertThat(report(List.of()).refused()).isTrue();
  }

  @Test
  void copiesAreSaidAndRefusedWhereTheyAreMost() {
    List<TrainingRow> rows = healthy();
    for (int i = 0; i < 20; i++) {
      rows.add(row("text 1", "more " + i, "no", Part.TRAINING, Origin.REAL));
    }
    assertThat(finding(report(rows), "duplicates").value()).isEqualTo(0.2, within(1e-12));
    assertThat(report(rows).complaints())
        .containsExactly("20.0 % of the rows are copies of others");
    for (int i = 0; i < 100; i++) {
      rows.add(row("text 1", "more " + i, "no", Part.TRAINING, Origin.REAL));
    }
    assertThat(finding(report(rows), "duplicates").severity()).isEqualTo(Severity.REFUSED);
  }

  /** People may differ about a text; one who says both about the same contradicts herself. */
  @Test
  void oneWhoContradictsHerselfIsAFaultAndTwoWhoDifferAreNot() {
    List<TrainingRow> differing = new ArrayList<>(healthy());
    List<TrainingRow> contradicting = new ArrayList<>(healthy());
    for (int i = 0; i < 40; i++) {
      String label = i % 2 == 0 ? "yes" : "no";
      differing.add(said(i, "one of many " + i, label));
      contradicting.add(said(i, "one", label));
    }
    assertThat(report(differing).complaints()).isEmpty();
    assertThat(report(contradicting).complaints())
        .containsExactly("33.3 % of the rows have a content that one group labels in several ways");
    assertThat(report(contradicting.subList(95, 140)).refusal())
        .contains("have a content that one group labels in several ways");
  }

  private static TrainingRow said(int i, String group, String label) {
    return new TrainingRow(
        "row " + i, "the same text", group, label, 5, Map.of(), Part.TRAINING, Origin.REAL);
  }

  @Test
  void shortTextsAreSaidAndNoTextIsNotShort() {
    List<TrainingRow> some = new ArrayList<>(healthy());
    List<TrainingRow> all = new ArrayList<>();
    List<TrainingRow> none = new ArrayList<>();
    for (TrainingRow row : healthy()) {
      some.set(some.indexOf(row), withWords(row, all.size() % 2 == 0 ? 2 : 3));
      all.add(withWords(row, 2));
      none.add(withWords(row, 0));
    }
    assertThat(report(some).complaints())
        .singleElement()
        .asString()
        .endsWith(" % of the rows have a text of fewer than 3 words");
    assertThat(report(some).refused()).isFalse();
    assertThat(report(all).refused()).isTrue();
    assertThat(report(none).complaints()).isEmpty();
  }

  @Test
  void threePositivesInTenMillionAreRefused() {
    DataSummary summary =
        new DataSummary(
            10_000_000, 1_000_000, 0, 0, 0, 0, 0, 0, 0, Map.of("0", 9_999_997L, "1", 3L), Map.of());
    DataReport report = DataReport.of(summary, null, DataLimits.DEFAULTS);
    assertThat(report.complaints())
        .containsExactly("the rarest class has 3 rows, 5 are needed: 0 9999997, 1 3");
    assertThat(report.refused()).isTrue();
    DataSummary rare =
        new DataSummary(
            10_000, 1_000, 0, 0, 0, 0, 0, 0, 0, Map.of("0", 9_980L, "1", 20L), Map.of());
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
    assertThat(report(numbers).checks())
        .noneMatch(f -> f.check().equals("class_balance"))
        .allMatch(f -> f.severity() == Severity.OK);
  }

  @Test
  void driftIsSaidAndNeverRefused() {
    DataSummary before = DataSummary.of(healthy());
    List<TrainingRow> longer = healthy().stream().map(row -> withWords(row, 40)).toList();
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
  void wordsAndNumbersHaveBins() {
    assertThat(Bins.ofWords(0)).isEqualTo("0");
    assertThat(Bins.ofWords(1)).isEqualTo("1..1");
    assertThat(Bins.ofWords(7)).isEqualTo("4..7");
    assertThat(Bins.ofWords(Integer.MAX_VALUE)).isEqualTo("1073741824..2147483647");
    assertThat(Bins.ofNumber(0.39)).isEqualTo("0.3");
    assertThat(Bins.ofNumber(1)).isEqualTo("1.0");
    assertThat(Bins.ofNumber(9)).isEqualTo("2^3");
    assertThat(Bins.ofNumber(-0.5)).isEqualTo("-2^-1");
    assertThat(Bins.ofNumber(Double.NaN)).isEqualTo("not finite");
  }

  @Test
  void countsComeBackAsTheyWereWritten() {
    List<TrainingRow> rows = healthy().stream().map(row -> withWords(row, 9)).toList();
    DataSummary counted = DataSummary.of(rows);
    assertThat(DataSummary.parse(counted.json())).isEqualTo(counted);
    assertThat(counted.distributions()).containsOnlyKeys("confidence", "label", "words");
    assertThat(counted.telling(Set.of()).labels()).isEmpty();
    assertThat(counted.telling(Set.of("yes")).labels()).containsOnlyKeys("yes");
    assertThatThrownBy(() -> DataSummary.parse("{"))
        .hasMessageStartingWith(
            "Cannot read the counts of a training set: they are no JSON of ours");
  }

  @Test
  void limitsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new DataLimits(1.5, .5, .9, .05, 5, .01, .1, 1000))
        .hasMessage("warn-share must be in [0, 1], but is 1.5");
    assertThatThrownBy(() -> new DataLimits(.1, .5, .9, .05, 0, .01, .1, 1000))
        .hasMessage("minimum-class-rows must be at least 1, but is 0");
    assertThatThrownBy(() -> new DataLimits(.1, .5, .9, .05, 5, .01, Double.NaN, 1000))
        .hasMessage("drift must be above 0, but is NaN");
  }
}

package dev.tracewise.learn.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tracewise.judge.GroupSplit.Part;
import dev.tracewise.learn.policy.LoggedDecision;
import dev.tracewise.learn.routing.KeywordBaseline.Rule;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Every tunable changes what the router does with the logged decisions, and is worth it. */
class TunableTest {
  private static final RouterSettings START = RouterSettings.AS_LOGGED;

  private static RouterSettings applied(Setting setting, List<LoggedDecision> rows) {
    return setting.applied(START, RouterLog.part(rows, Part.TRAINING));
  }

  private static ToDoubleFunction<Setting> value(List<LoggedDecision> rows) {
    return setting -> RouterLog.value(rows, new Router(applied(setting, rows)));
  }

  @Test
  void aLowerTemperatureOfAModelThatLeansRightIsBetter() {
    ToDoubleFunction<Setting> value = value(RouterLog.of(1).model().rows(2000));
    double asLogged = value.applyAsDouble(new Setting.Unchanged());
    double sharper = value.applyAsDouble(new Setting.Temperature(0.5));
    double sharpest = value.applyAsDouble(new Setting.Temperature(0));
    assertThat(asLogged).isBetween(0.55, 0.65);
    assertThat(sharper).isGreaterThan(asLogged + 0.04);
    assertThat(sharpest).isGreaterThan(sharper + 0.04);
  }

  @Test
  void withoutProbabilitiesOfAModelItsTemperatureChangesNothing() {
    ToDoubleFunction<Setting> value = value(RouterLog.of(1).words().rows(600));
    assertThat(value.applyAsDouble(new Setting.Temperature(0)))
        .isEqualTo(value.applyAsDouble(new Setting.Unchanged()));
  }

  @Test
  void keywordsAreThoseThatGoWithRewardAndNoOthers() {
    List<LoggedDecision> rows = RouterLog.of(2).words().rows(2000);
    RouterSettings router = applied(new Setting.KeywordLists(5, 2), rows);
    assertThat(router.keywords().rules())
        .filteredOn(rule -> !rule.phrases().isEmpty())
        .extracting(rule -> rule.option() + rule.phrases().get(0).words())
        .containsExactlyInAnyOrder("left[left]", "right[right]");
    assertThat(router.keywords().rules().get(2).phrases()).isEmpty();
    assertThat(value(rows).applyAsDouble(new Setting.KeywordLists(5, 2))).isGreaterThan(0.7);
  }

  @Test
  void aListIsCutAtItsSize() {
    List<LoggedDecision> rows = RouterLog.of(2).words().rows(600);
    RouterSettings router = applied(new Setting.KeywordLists(1, 0), rows);
    assertThat(router.keywords().rules())
        .filteredOn(rule -> rule.option().equals("left"))
        .extracting(Rule::phrases)
        .allSatisfy(phrases -> assertThat(phrases.size()).isLessThanOrEqualTo(1));
  }

  @Test
  void aThresholdThatLeavesOutGuessesIsBetterAndOneThatLeavesOutAllIsNot() {
    List<LoggedDecision> rows = RouterLog.of(3).entities().rows(4000);
    ToDoubleFunction<Setting> value = value(rows);
    double guessing = value.applyAsDouble(new Setting.EntityThreshold(0.1, 15, 1));
    double best = value.applyAsDouble(new Setting.EntityThreshold(0.6, 15, 1));
    double deaf = value.applyAsDouble(new Setting.EntityThreshold(1, 15, 1));
    assertThat(best).isNotEqualTo(guessing).isGreaterThan(deaf + 0.05);
    assertThat(applied(new Setting.EntityThreshold(0.6, 15, 1), rows).entities().options())
        .containsEntry("goal_left", "left")
        .containsEntry("goal_right", "right");
    assertThat(applied(new Setting.EntityThreshold(0.6, 1, 1), rows).entities().options())
        .hasSize(1);
  }

  @Test
  void whatARouterIsSureOfIsCalibratedOnRowsItWasNotLearnedOn() {
    List<LoggedDecision> rows = RouterLog.of(6).model().rows(3000);
    Router router = new Router(START.withTemperature(0.3));
    RouterCalibration learned =
        RouterCalibration.of(
            router, RouterLog.part(rows, Part.SELECTION), RouterLog.part(rows, Part.EVIDENCE));
    assertThat(learned.calibration().method()).isNotEqualTo("none");
    assertThat(learned.errorAfter()).isLessThan(learned.errorBefore()).isLessThan(0.05);
    RouterSettings calibrated = router.settings().withCalibration(learned.calibration());
    LoggedDecision row = rows.get(0);
    double support = router.support(row.context(), row.options(), 0);
    assertThat(new Router(calibrated).recommend(row.context(), row.options(), 0, "v").confidence())
        .isEqualTo(learned.calibration().calibrated(support))
        .isNotEqualTo(support);
    assertThat(new Router(calibrated).probabilities(row.context(), row.options()))
        .isEqualTo(router.probabilities(row.context(), row.options()));
  }

  @Test
  void rowsThatTellNothingTeachNothing() {
    List<LoggedDecision> few = RouterLog.of(4).words().entities().rows(8);
    RouterSettings router = new Setting.KeywordLists(5, 1).applied(START, few);
    assertThat(router.keywords().rules()).isEmpty();
    assertThat(new Setting.EntityThreshold(0.1, 5, 1).applied(START, few).entities().options())
        .isEmpty();
  }

  @Test
  void everyTunableHasItsValues() {
    TuningGrid grid = TuningGrid.DEFAULTS;
    assertThat(Tunable.of("all")).containsExactly(Tunable.values());
    assertThat(Tunable.of("Keywords")).containsExactly(Tunable.KEYWORDS);
    assertThat(Tunable.ENTITIES.settings(grid)).hasSize(17);
    assertThat(Tunable.TEMPERATURE.settings(grid))
        .extracting(Setting::label)
        .containsExactly(
            "temperature 0.00",
            "temperature 0.100",
            "temperature 0.300",
            "temperature 0.500",
            "temperature 0.700");
    assertThat(Tunable.KEYWORDS.settings(grid))
        .hasSize(12)
        .first()
        .extracting(Setting::label)
        .isEqualTo("up to 5 keywords an option, certainty 1.00");
    assertThat(Tunable.WEIGHTS.settings(grid))
        .hasSize(16)
        .extracting(Setting::label)
        .contains("confidence threshold 0.500", "weight of entities 4.00");
    assertThat(Tunable.KEYWORDS.settings(grid).get(1).label())
        .isEqualTo("up to 5 keywords an option, certainty 1.00, confidence threshold 0.500");
    assertThat(Tunable.KEYWORDS.settings(grid).get(1).applied(START, List.of()))
        .isEqualTo(START.withConfidenceThreshold(0.5));
    RouterSettings changed = START;
    for (Setting setting : Tunable.WEIGHTS.settings(grid)) {
      changed = setting.applied(changed, List.of());
    }
    assertThat(changed.confidenceThreshold()).isEqualTo(0.8);
    assertThat(changed.weights()).containsEntry(Scorer.MODEL, 4.0);
    assertThatThrownBy(() -> Tunable.of("nose"))
        .hasMessage(
            "Cannot tune \"nose\" of a router: there is nothing of that name.\n"
                + "Tunables: entities, temperature, keywords, weights, all.");
  }

  @Test
  void gridsOutOfRangeAreRefused() {
    TuningGrid ok = TuningGrid.DEFAULTS;
    assertThatThrownBy(() -> grid(List.of(1.5), ok.keywordListSizes(), 1, 0.1))
        .hasMessage("entity-thresholds must be in [0, 1], but has 1.5");
    assertThatThrownBy(() -> grid(List.of(), List.of(2.5), 1, 0.1))
        .hasMessage("keyword-list-sizes must be whole and 1 or more, but has 2.5");
    assertThatThrownBy(() -> grid(List.of(), List.of(), 0, 0.1))
        .hasMessage("entity-labels must be at least 1, but is 0");
    assertThatThrownBy(() -> grid(List.of(), List.of(), 1, 0.5))
        .hasMessage("level must be above 0 and below 0.5, but is 0.5");
  }

  private static TuningGrid grid(
      List<Double> thresholds, List<Double> sizes, int labels, double level) {
    return new TuningGrid(
        thresholds, labels, List.of(), sizes, List.of(), List.of(), List.of(), level);
  }
}

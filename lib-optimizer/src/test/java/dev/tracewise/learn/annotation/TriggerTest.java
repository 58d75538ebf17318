package dev.tracewise.learn.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tracewise.learn.annotation.Trigger.Verdict;
import dev.tracewise.learn.modality.TrainingRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TriggerTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);
  private final Trigger trigger = new Trigger(TriggerSettings.DEFAULTS);

  @Test
  void fiftyLabelsADayAfterTheLastTrainingAreEnough() {
    assertThat(decide(50, 0, DAY)).isEqualTo(new Verdict(true, List.of("50 of 50 labels")));
    assertThat(decide(50, 0, null).yes()).isTrue();
    assertThat(decide(49, 0, DAY).yes()).isFalse();
    assertThat(decide(50, 0, DAY.minusMillis(1)).reasons())
        .containsExactly(
            "50 of 50 labels, but the last training is less than 24 h ago", "0 of 100 outcomes");
  }

  @Test
  void aHundredOutcomesAnHourAfterTheLastTrainingAreEnough() {
    assertThat(decide(0, 100, HOUR).reasons()).containsExactly("100 of 100 outcomes");
    assertThat(decide(0, 99, DAY).reasons())
        .containsExactly("0 of 50 labels", "99 of 100 outcomes");
    assertThat(decide(0, 100, HOUR.minusMillis(1)).yes()).isFalse();
  }

  /** The seed's rhythm, from the least rows of a training on: every ten outcomes, at any time. */
  @Test
  void check13ThirtySixTrainingsInFourHundred() {
    TriggerSettings everyTen =
        new TriggerSettings(50, Duration.ofDays(7), DAY, 10, Duration.ZERO, 0.1, 0.05);
    int least = (int) TrainingRule.DEFAULTS.minimumRealRows();
    List<Integer> trainings = new ArrayList<>();
    int last = 0;
    for (int outcomes = least; outcomes <= 400; outcomes++) {
      TriggerState state = new TriggerState(0, outcomes - last, Duration.ZERO, 0.8, 0.8);
      if (new Trigger(everyTen).decide(state).yes()) {
        trainings.add(outcomes);
        last = outcomes;
      }
    }
    assertThat(trainings).hasSize(36).startsWith(50, 60, 70).endsWith(400);
  }

  /** The original only logged the drop. */
  @Test
  void aDropDoesNotWaitForTheHour() {
    Duration minute = Duration.ofMinutes(1);
    assertThat(trigger.decide(new TriggerState(0, 100, minute, 0.8, 0.69)).reasons())
        .containsExactly("success fell by 0.1100, more than 0.1");
    assertThat(trigger.decide(new TriggerState(0, 100, minute, 0.8, 0.75)).yes()).isFalse();
    assertThat(trigger.decide(new TriggerState(0, 100, minute, null, 0.1)).yes()).isFalse();
    assertThat(trigger.decide(new TriggerState(0, 5, minute, 0.8, 0.1)).reasons())
        .contains("success fell by 0.7000, more than 0.1, but on 5 of 100 outcomes");
  }

  @Test
  void whatWasLearnedMustGainMoreThanFivePercent() {
    assertThat(trigger.accept(0.051).reasons()).containsExactly("the gain of 0.0510 is above 0.05");
    assertThat(trigger.accept(0.05))
        .isEqualTo(new Verdict(false, List.of("the gain of 0.0500 is not above 0.05")));
    assertThat(trigger.accept(Double.NaN).yes()).isFalse();
  }

  @Test
  void somebodyMayInsist() {
    assertThat(Trigger.forced()).isEqualTo(new Verdict(true, List.of("forced")));
  }

  @Test
  void settingsThatCannotBeAreRefused() {
    assertThatThrownBy(() -> settings(0, 100, DAY, 0.1, 0.05))
        .hasMessageContaining("min-annotations must be at least 1, but is 0");
    assertThatThrownBy(() -> settings(1, 0, DAY, 0.1, 0.05)).hasMessageContaining("min-samples");
    assertThatThrownBy(() -> settings(1, 1, Duration.ofHours(-1), 0.1, 0.05))
        .hasMessageContaining("annotation-interval must not be negative");
    assertThatThrownBy(() -> settings(1, 1, DAY, 0, 0.05)).hasMessageContaining("max-drop");
    assertThatThrownBy(() -> settings(1, 1, DAY, 0.1, 1)).hasMessageContaining("min-improvement");
  }

  private static TriggerSettings settings(
      int annotations, int samples, Duration interval, double drop, double improvement) {
    return new TriggerSettings(annotations, DAY, interval, samples, HOUR, drop, improvement);
  }

  private Verdict decide(long annotations, long samples, @Nullable Duration since) {
    return trigger.decide(new TriggerState(annotations, samples, since, null, null));
  }
}

package dev.tracewise.learn.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tracewise.judge.GroupSplit.Part;
import dev.tracewise.judge.PolicyGate;
import dev.tracewise.learn.policy.SimulatedAssistant.Row;
import dev.tracewise.model.Evidence;
import dev.tracewise.model.Evidence.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrossFittingTest {
  private static final Map<Part, Long> GROUPS =
      Map.of(Part.TRAINING, 200L, Part.SELECTION, 80L, Part.EVIDENCE, 120L);
  private static final CrossFitting FITTING = CrossFitting.of("default", "router");

  private final List<Row> evidence = new SimulatedAssistant(21).rows(1200);
  private final List<LoggedDecision> training =
      SimulatedAssistant.log(new SimulatedAssistant(22).rows(2000));
  private final List<LoggedDecision> selection =
      SimulatedAssistant.log(new SimulatedAssistant(23).rows(800));
  private final List<LoggedDecision> judged = SimulatedAssistant.log(evidence);

  @Test
  void theLoggingPolicyIsWorthItsRewards() {
    Policy logging = (context, options) -> new double[] {0.1, 0.1, 0.2, 0.6};
    DoublyRobustTerms terms = FITTING.onEvidence(training, selection, judged).terms(logging);
    double rewards = judged.stream().mapToDouble(LoggedDecision::reward).average().orElseThrow();
    assertThat(terms.estimate().mean()).isEqualTo(rewards, within(0.03));
    assertThat(terms.trust().meanWeight()).isEqualTo(1, within(1e-12));
  }

  @Test
  void theIntervalHoldsTheTrueValueAndTheGatePassesTheBetterPolicy() {
    TrainedPolicy trained =
        PolicyTrainer.train(training, PolicySettings.of(Algorithm.DIRECT).withTemperature(0.3));
    RewardEstimates estimates = FITTING.onEvidence(training, selection, judged);
    DoublyRobustTerms terms = estimates.terms(trained.policy());
    double truth = SimulatedAssistant.value(trained.policy(), evidence);
    assertThat(truth)
        .isBetween(terms.estimate().interval().low(), terms.estimate().interval().high());
    assertThat(terms.evaluation().estimate("dr").orElseThrow().value())
        .isEqualTo(terms.estimate().mean());
    PolicyGate gate = new PolicyGate("logged", GROUPS, 1, 1);
    Evidence verdict = gate.judge(terms.againstLogged(), terms.trust());
    assertThat(verdict.reason()).contains("is certain");
    assertThat(verdict.verdict()).isEqualTo(Verdict.PASSED);
    Evidence same = gate.judge(terms.against(terms), terms.trust());
    assertThat(same.verdict()).isEqualTo(Verdict.REFUSED);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -70, 90})
  void aRowsOwnRewardDoesNotChangeItsModelledValues(double reward) {
    RewardEstimates before = FITTING.onEvidence(training, selection, judged);
    LoggedDecision first = judged.get(0);
    LoggedDecision changed =
        new LoggedDecision(
            first.interactionId(),
            first.group(),
            first.context(),
            first.options(),
            first.chosen(),
            first.propensity(),
            reward);
    List<LoggedDecision> others = new ArrayList<>(judged);
    others.set(0, changed);
    RewardEstimates after = FITTING.onEvidence(training, selection, others);
    assertThat(after.values(0)).isEqualTo(before.values(0));
  }

  @Test
  void onSelectionTheModelHasSeenTrainingOnly() {
    RewardEstimates estimates = FITTING.onSelection(training, selection);
    List<LoggedDecision> inverted =
        selection.stream()
            .map(
                row ->
                    new LoggedDecision(
                        row.interactionId(),
                        row.group(),
                        row.context(),
                        row.options(),
                        row.chosen(),
                        row.propensity(),
                        7 - 9 * row.reward()))
            .toList();
    RewardEstimates other = FITTING.onSelection(training, inverted);
    for (int i = 0; i < selection.size(); i++) {
      assertThat(other.values(i)).isEqualTo(estimates.values(i));
    }
  }
}

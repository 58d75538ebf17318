package dev.tracewise.learn.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PatternChoiceTest {
  private static final SplittableRandom RANDOM = new SplittableRandom(9);

  private static List<PatternOutcome> outcomes(
      OrchestrationPattern pattern, int count, double mean, double spread) {
    List<PatternOutcome> outcomes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double value = mean + (i % 2 == 0 ? spread : -spread);
      outcomes.add(new PatternOutcome(pattern, value, pattern + " " + i));
    }
    return outcomes;
  }

  private static List<PatternOutcome> both(List<PatternOutcome> a, List<PatternOutcome> b) {
    List<PatternOutcome> all = new ArrayList<>(a);
    all.addAll(b);
    return all;
  }

  @Test
  void parallelIsChosenWhereItsAdvantageIsBeyondDoubt() {
    PatternChoice choice =
        PatternChoice.of(
            "summarization",
            both(
                outcomes(OrchestrationPattern.PARALLEL, 40, .8, .1),
                outcomes(OrchestrationPattern.SEQUENTIAL, 40, .7, .1)));
    assertThat(choice.pattern()).isEqualTo(OrchestrationPattern.PARALLEL);
    assertThat(choice.advantages().get(OrchestrationPattern.PARALLEL).estimate())
        .isEqualTo(.1, within(1e-12));
    assertThat(choice.advantages().get(OrchestrationPattern.PARALLEL).low()).isBetween(.05, .06);
    assertThat(choice.values()).hasSize(2);
    assertThat(choice.reason()).startsWith("parallel was worth 0.100 more than sequential (0.05");
  }

  @Test
  void anAdvantageInDoubtIsNone() {
    PatternChoice choice =
        PatternChoice.of(
            "summarization",
            both(
                outcomes(OrchestrationPattern.PARALLEL, 40, .73, .1),
                outcomes(OrchestrationPattern.SEQUENTIAL, 40, .7, .1)));
    assertThat(choice.pattern()).isEqualTo(OrchestrationPattern.SEQUENTIAL);
    assertThat(choice.reason())
        .isEqualTo("sequential is the simplest, and nothing else was worth more beyond doubt");
  }

  @Test
  void fewWorkflowsAreNoEvidence() {
    PatternChoice none =
        PatternChoice.of("summarization", outcomes(OrchestrationPattern.PARALLEL, 29, .9, .1));
    assertThat(none.pattern()).isNull();
    assertThat(none.reason())
        .isEqualTo("no pattern has 30 workflows of 30 groups; too few workflows: parallel 29");
    PatternChoice one =
        PatternChoice.of(
            "summarization",
            both(
                outcomes(OrchestrationPattern.PARALLEL, 29, .9, .1),
                outcomes(OrchestrationPattern.SINGLE, 30, .5, .1)));
    assertThat(one.pattern()).isEqualTo(OrchestrationPattern.SINGLE);
    assertThat(one.reason())
        .isEqualTo(
            "single is the simplest, and it alone has evidence; too few workflows: parallel 29");
  }

  @Test
  void manyWorkflowsOfOneUserAreOneGroup() {
    List<PatternOutcome> mine =
        outcomes(OrchestrationPattern.PARALLEL, 100, .9, .1).stream()
            .map(o -> new PatternOutcome(o.pattern(), o.value(), "me"))
            .toList();
    assertThat(PatternChoice.of("summarization", mine).pattern()).isNull();
  }

  /** At most one in forty, or the choice would follow noise. */
  @Test
  void whereNothingDiffersTheSimplestIsKept() {
    int elaborate = 0;
    for (int trial = 0; trial < 400; trial++) {
      List<PatternOutcome> outcomes = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        for (OrchestrationPattern pattern : OrchestrationPattern.values()) {
          outcomes.add(new PatternOutcome(pattern, RANDOM.nextDouble(), "user " + i));
        }
      }
      OrchestrationPattern chosen = PatternChoice.of("any", outcomes).pattern();
      elaborate += chosen == OrchestrationPattern.SINGLE ? 0 : 1;
    }
    assertThat(elaborate).isLessThanOrEqualTo(19);
  }
}

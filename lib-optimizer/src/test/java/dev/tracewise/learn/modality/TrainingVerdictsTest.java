package dev.tracewise.learn.modality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tracewise.learn.annotation.Trigger;
import dev.tracewise.learn.modality.TrainingVerdict.Verdict;
import dev.tracewise.learn.modality.TrainingVerdicts.Ruling;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingVerdictsTest {
  private static final Trigger.Verdict NEW = new Trigger.Verdict(true, List.of("60 of 50 labels"));
  private static final Trigger.Verdict OLD = new Trigger.Verdict(false, List.of("3 of 50 labels"));
  private static final StrategyVerdict REAL = strategy(TrainingStrategy.PURE_REAL, "rule");
  private static final StrategyVerdict SKIP = strategy(TrainingStrategy.SKIP, "xgboost");

  @Test
  void whatIsWorthItIsTrained() {
    Ruling ruling = verdicts(Verdict.TRAIN, REAL, REAL, NEW).explored(.05, 0);
    assertThat(ruling)
        .isEqualTo(
            new Ruling(
                Verdict.TRAIN,
                REAL,
                "xgboost",
                1,
                List.of("said so", "pure_real", "enough is new: 60 of 50 labels")));
  }

  @Test
  void aShareOfTheWaitsIsTrainedWithItsPropensity() {
    TrainingVerdicts waits = verdicts(Verdict.WAIT, REAL, REAL, NEW);
    Ruling forced = waits.explored(.05, .049);
    assertThat(forced.verdict()).isEqualTo(Verdict.TRAIN);
    assertThat(forced.decidedBy()).isEqualTo("exploration");
    assertThat(forced.propensity()).isEqualTo(.05);
    assertThat(forced.reasons()).last().asString().contains("one of the 5 %");
    Ruling left = waits.explored(.05, .05);
    assertThat(left.verdict()).isEqualTo(Verdict.WAIT);
    assertThat(left.decidedBy()).isEqualTo("xgboost");
    assertThat(left.propensity()).isEqualTo(.95);
    assertThat(waits.explored(0, 0).propensity()).isEqualTo(1);
  }

  @Test
  void whatAModelSkipsIsExploredByTheStatedStrategy() {
    TrainingVerdicts skipped = verdicts(Verdict.TRAIN, SKIP, REAL, NEW);
    assertThat(skipped.explored(.05, .5).verdict()).isEqualTo(Verdict.WAIT);
    assertThat(skipped.explored(.05, .5).strategy()).isEqualTo(SKIP);
    assertThat(skipped.explored(.05, .01).strategy()).isEqualTo(REAL);
    assertThat(skipped.insisted().strategy()).isEqualTo(REAL);
  }

  @Test
  void nothingIsTrainedOnNothing() {
    for (TrainingVerdicts nothing :
        List.of(
            verdicts(Verdict.TRAIN, REAL, REAL, OLD), verdicts(Verdict.TRAIN, SKIP, SKIP, NEW))) {
      assertThat(nothing.explored(1, 0).verdict()).isEqualTo(Verdict.WAIT);
      assertThat(nothing.explored(1, 0).propensity()).isEqualTo(1);
      assertThat(nothing.insisted().verdict()).isEqualTo(Verdict.WAIT);
    }
    Ruling old = verdicts(Verdict.TRAIN, REAL, REAL, OLD).explored(.05, 0);
    assertThat(old.decidedBy()).isEqualTo("rule");
    assertThat(old.reasons()).contains("too little is new: 3 of 50 labels");
  }

  @Test
  void aPersonIsNamed() {
    Ruling ruling =
        verdicts(Verdict.WAIT, REAL, REAL, new Trigger.Verdict(true, List.of())).insisted();
    assertThat(ruling)
        .isEqualTo(new Ruling(Verdict.TRAIN, REAL, "person", 1, List.of("said so", "pure_real")));
  }

  private static TrainingVerdicts verdicts(
      Verdict verdict, StrategyVerdict learned, StrategyVerdict stated, Trigger.Verdict occasion) {
    return new TrainingVerdicts(
        new TrainingVerdict(verdict, .1, .5, "xgboost", List.of("said so")),
        learned,
        stated,
        occasion);
  }

  private static StrategyVerdict strategy(TrainingStrategy strategy, String decidedBy) {
    return new StrategyVerdict(strategy, decidedBy, List.of(strategy.id()));
  }
}

package dev.tracewise.learn.modality.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tracewise.learn.modality.MetaModel;
import dev.tracewise.learn.modality.ModelingContext;
import dev.tracewise.learn.modality.TrainingRule;
import dev.tracewise.learn.modality.TrainingVerdict;
import dev.tracewise.learn.modality.TrainingVerdict.Verdict;
import dev.tracewise.learn.modality.simulation.DriftSimulation.Total;
import dev.tracewise.model.Modality;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DriftSimulationTest {
  private static final DriftSettings YEAR = new DriftSettings(52, 3, 0.28, 0.05);
  private static final DriftSimulation WORLD = new DriftSimulation(YEAR, 7);

  /** Log odds of the share that was worth it, whatever is known. */
  private static DecisionLearner.Margins share(List<DecisionExample> examples) {
    double helped = 1;
    double others = 1;
    for (DecisionExample example : examples) {
      boolean worthwhile = example.improvement() > MetaModel.WORTHWHILE_IMPROVEMENT;
      helped += worthwhile ? example.weight() : 0;
      others += worthwhile ? 0 : example.weight();
    }
    double margin = Math.log(helped / others);
    return rows -> Arrays.stream(rows).mapToDouble(row -> margin).toArray();
  }

  @Test
  void calendarsTrainWhenTheySayAndDriftMakesTrainingWorthIt() {
    Total never = WORLD.run(FixedWays.never());
    assertThat(never).isEqualTo(Total.NONE);
    Total always = WORLD.run(FixedWays.every(1));
    assertThat(always.runs()).isEqualTo(3L * YEAR.days());
    Total weekly = WORLD.run(FixedWays.every(7));
    assertThat(weekly.runs()).isEqualTo(3 * 52);
    assertThat(weekly.cost()).isEqualTo(3 * 52 * 0.28);
    assertThat(weekly.net()).isEqualTo(weekly.improvement() - weekly.cost()).isPositive();
    assertThat(always.improvement()).isGreaterThan(weekly.improvement());
    assertThat(always.net()).isLessThan(weekly.net());
  }

  @Test
  void theSameSeedBringsTheSameDaysAndAnotherOneOthers() {
    assertThat(new DriftSimulation(YEAR, 7).run(FixedWays.every(28)))
        .isEqualTo(WORLD.run(FixedWays.every(28)));
    assertThat(new DriftSimulation(YEAR, 8).run(FixedWays.every(28)))
        .isNotEqualTo(WORLD.run(FixedWays.every(28)));
  }

  @Test
  void theRuleHandsOverOnceThereIsEnoughToLearnFrom() {
    LearnedWay learned = new LearnedWay(TrainingRule.DEFAULTS, DriftSimulationTest::share);
    Total total = WORLD.run(learned);
    assertThat(learned.handOvers())
        .containsOnlyKeys(Modality.VIDEO, Modality.IMAGE, Modality.AUDIO)
        .allSatisfy((modality, day) -> assertThat(day).isBetween(7, 200));
    assertThat(total.runs()).isLessThan(WORLD.run(FixedWays.rule(TrainingRule.DEFAULTS)).runs());
    assertThat(WORLD.run(new LearnedWay(TrainingRule.DEFAULTS, DriftSimulationTest::share)))
        .isEqualTo(total);
  }

  @Test
  void whatTrainingsBroughtDecidesAndForcedOnesCountForThoseThatWaited() {
    List<Double> weights = new ArrayList<>();
    LearnedWay learned =
        new LearnedWay(
            TrainingRule.DEFAULTS,
            examples -> {
              weights.clear();
              examples.forEach(example -> weights.add(example.weight()));
              return share(examples);
            });
    ModelingContext failing = ModelingContext.of(Modality.TEXT, 100, 0, 0.5, null, 1);
    assertThat(learned.decide(0, failing).decidedBy()).isEqualTo(TrainingVerdict.RULE);
    for (int day = 0; day < 40; day++) {
      learned.trained(day, failing, day % 4 == 0 ? 0.1 : 0, day % 5 == 0 ? 0.05 : 1);
    }
    TrainingVerdict verdict = learned.decide(42, failing);
    assertThat(verdict.decidedBy()).isEqualTo(TrainingVerdict.XGBOOST);
    assertThat(verdict.verdict()).isEqualTo(Verdict.WAIT);
    assertThat(weights).hasSize(40).contains(1.0, 20.0);
    assertThat(learned.handOvers()).containsEntry(Modality.TEXT, 42);
    assertThat(learned.explores()).isTrue();

    weights.clear();
    learned.trained(43, failing, 0, 1);
    learned.decide(49, failing);
    assertThat(weights).as("not trained again for one row more").isEmpty();
  }

  @Test
  void aModalityWithFewTrainingsBorrows() {
    List<Integer> sizes = new ArrayList<>();
    LearnedWay learned =
        new LearnedWay(
            TrainingRule.DEFAULTS,
            examples -> {
              sizes.add(examples.size());
              return share(examples);
            });
    ModelingContext text = ModelingContext.of(Modality.TEXT, 100, 0, 0.5, null, 1);
    ModelingContext audio = ModelingContext.of(Modality.AUDIO, 100, 0, 0.5, null, 1);
    for (int day = 0; day < 40; day++) {
      learned.trained(day, text, day % 2 == 0 ? 0.1 : 0, 1);
    }
    for (int day = 0; day < 6; day++) {
      learned.trained(day, audio, day % 3 == 0 ? 0.1 : 0, 1);
    }
    learned.decide(42, audio);
    assertThat(learned.handOvers()).containsOnlyKeys(Modality.AUDIO);
    assertThat(sizes.get(sizes.size() - 1)).isEqualTo(46);
  }

  @Test
  void aWorldHasASize() {
    assertThatThrownBy(() -> DriftSettings.DEFAULTS.withWeeks(0))
        .hasMessageStartingWith("Cannot simulate decisions: weeks is 0, which is out of range.");
    assertThatThrownBy(() -> new DriftSettings(1, 7, 0, 0)).hasMessageContaining("modalities is 7");
    assertThatThrownBy(() -> new DriftSettings(1, 1, -1, 0)).hasMessageContaining("cost per run");
    assertThatThrownBy(() -> new DriftSettings(1, 1, 0, 1)).hasMessageContaining("forced share");
  }
}

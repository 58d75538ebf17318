package dev.tracewise.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tracewise.action.CompareDecisions.Standing;
import dev.tracewise.learn.modality.simulation.DriftSettings;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** On worlds that nothing was tuned on; all figures are of {@code bench decide}. */
class CompareDecisionsTest {
  @Test
  void whatIsLearnedBeatsTheRulesAndTheWeek() {
    CompareDecisions.Result result = new CompareDecisions(DriftSettings.DEFAULTS).execute(101, 2);
    Map<String, Standing> ways =
        result.standings().stream().collect(Collectors.toMap(Standing::way, way -> way));
    assertThat(ways).containsOnlyKeys("always", "never", "weekly", "monthly", "rules", "learned");
    double learned = ways.get("learned").net().estimate();
    for (String other : new String[] {"always", "never", "weekly", "rules"}) {
      assertThat(learned).as(other).isGreaterThan(ways.get(other).net().estimate());
      assertThat(ways.get(other).behind().estimate())
          .isEqualTo(learned - ways.get(other).net().estimate(), within(1e-6));
    }
    assertThat(ways.get("learned").behind()).isNull();
    assertThat(result.handOverWeek()).isBetween(0.5, 30.0);
  }

  @Test
  void oneWorldSaysNothing() {
    assertThatThrownBy(() -> new CompareDecisions(DriftSettings.DEFAULTS).execute(1, 1))
        .hasMessageContaining("one world says nothing about the next");
  }
}

package dev.tracewise.jobs.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tracewise.jobs.bench.BenchWarehouse.Totals;
import org.junit.jupiter.api.Test;

class BenchWarehouseTest {
  private static final Totals TOTALS = new Totals(10, 6.5, 20);

  @Test
  void theOrderOfASumIsNoDifference() {
    assertThat(TOTALS.isAlmost(new Totals(10, Math.nextUp(6.5), 20))).isTrue();
  }

  @Test
  void anyOtherRewardRowOrJudgementIs() {
    assertThat(TOTALS.isAlmost(new Totals(10, 6.5001, 20))).isFalse();
    assertThat(TOTALS.isAlmost(new Totals(11, 6.5, 20))).isFalse();
    assertThat(TOTALS.isAlmost(new Totals(10, 6.5, 19))).isFalse();
    assertThat(TOTALS.isAlmost(new Totals(10, Double.NaN, 20))).isFalse();
  }
}

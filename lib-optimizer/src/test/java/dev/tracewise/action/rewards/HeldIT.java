package dev.tracewise.action.rewards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tracewise.SparkSupport;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;

class HeldIT {
  @Test
  void rowsAreLetGoWhenTheWorkEnds() {
    Set<Integer> before = kept();
    List<Integer> during = new ArrayList<>();
    long count =
        Held.during(
            () -> {
              Held outer = hold();
              Held.during(HeldIT::hold);
              during.addAll(kept());
              return outer.rows().count();
            });
    during.removeAll(before);
    assertThat(count).isEqualTo(3);
    assertThat(during).hasSize(1);
    assertThat(kept()).doesNotContainAnyElementsOf(during);
  }

  @Test
  void alsoWhenItFails() {
    Set<Integer> before = kept();
    assertThatThrownBy(
            () ->
                Held.during(
                    () -> {
                      throw new IllegalStateException("after " + hold().count() + " rows");
                    }))
        .hasMessage("after 3 rows");
    assertThat(before).containsAll(kept());
  }

  @Test
  void whatOnlyLedToRowsIsLetGoBeforeThem() {
    Set<Integer> before = kept();
    List<Integer> after = new ArrayList<>();
    long count =
        Held.during(
            () -> {
              Held kept = Held.outliving(() -> hold().rows().unionByName(hold().rows()));
              after.addAll(kept());
              return kept.rows().count();
            });
    after.removeAll(before);
    assertThat(count).isEqualTo(6);
    assertThat(after).hasSize(1);
    assertThat(kept()).doesNotContainAnyElementsOf(after);
  }

  private static Held hold() {
    return Held.of(SparkSupport.spark().range(3).toDF());
  }

  private static Set<Integer> kept() {
    return new HashSet<>(
        JavaSparkContext.fromSparkContext(SparkSupport.spark().sparkContext())
            .getPersistentRDDs()
            .keySet());
  }
}

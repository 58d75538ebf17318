package dev.tracewise.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tracewise.judge.GroupSplit.Part;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GroupsTest {
  @Test
  void theUserGoesBeforeTheSessionBeforeTheTextBeforeTheInteraction() {
    assertThat(Groups.of("u", "s", "t", "i")).isEqualTo("user:u");
    assertThat(Groups.of(null, "s", "t", "i")).isEqualTo("session:s");
    assertThat(Groups.of("", "", "t", "i")).startsWith("text:").hasSize(5 + 64);
    assertThat(Groups.of(null, null, "", "i")).isEqualTo("interaction:i");
    assertThat(Groups.of(null, null, null, "i")).isEqualTo("interaction:i");
  }

  @Test
  void partsHaveTheirSharesAndNeverMove() {
    Map<Part, Integer> counts = new EnumMap<>(Part.class);
    for (int i = 0; i < 20_000; i++) {
      counts.merge(GroupSplit.part("t", "a", "user:" + i), 1, Integer::sum);
    }
    assertThat(counts.get(Part.TRAINING)).isBetween(9_800, 10_200);
    assertThat(counts.get(Part.SELECTION)).isBetween(3_850, 4_150);
    assertThat(counts.get(Part.EVIDENCE)).isBetween(5_800, 6_200);
    assertThat(GroupSplit.part("default", "router", "user:u-1")).isEqualTo(Part.EVIDENCE);
    assertThat(GroupSplit.part("default", "router", "user:u-2")).isEqualTo(Part.TRAINING);
  }

  @Test
  void foldsAreIndependentOfParts() {
    int[] counts = new int[5];
    int evidence = 0;
    for (int i = 0; i < 30_000; i++) {
      if (GroupSplit.part("t", "a", "user:" + i) == Part.EVIDENCE) {
        counts[GroupSplit.fold("t", "a", "user:" + i, 5)]++;
        evidence++;
      }
    }
    for (int count : counts) {
      assertThat(count / (double) evidence).isBetween(0.185, 0.215);
    }
  }
}

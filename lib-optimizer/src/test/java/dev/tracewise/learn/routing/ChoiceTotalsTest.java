package dev.tracewise.learn.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tracewise.learn.routing.ChoiceTotals.Change;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChoiceTotalsTest {
  private static final int DAYS = 40;

  /** A choice; without a reward while nothing is known. */
  private record Logged(long day, @Nullable Double reward) {}

  /** Batches of any size, late ones and changed rewards: counted as they come, or all at once. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void whatCameIsAddedToWhatIsKnown(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Logged> log = new ArrayList<>();
    ChoiceTotals known = ChoiceTotals.NONE;
    int counted = 0;
    for (int batch = 0; batch < 60; batch++) {
      List<Logged> went = new ArrayList<>();
      List<Logged> came = new ArrayList<>();
      for (int row = random.nextInt(120); row > 0; row--) {
        came.add(any(random, batch));
      }
      for (int change = random.nextInt(20); change > 0 && !log.isEmpty(); change--) {
        Logged before = log.remove(random.nextInt(log.size()));
        boolean moves = random.nextInt(200) == 0;
        went.add(before);
        came.add(
            moves ? any(random, batch) : new Logged(before.day(), later(before.reward(), random)));
      }
      log.addAll(came);
      ChoiceTotals all = counted(log);
      ChoiceTotals added = known.after(change(went, came)).orElse(null);
      counted += added == null ? 1 : 0;
      if (added != null) {
        assertThat(added.since()).satisfies(since -> assertReaches(since, log));
        Long measured = all.since();
        assertThat(measured == null ? added : added.measuredSince(measured)).isEqualTo(all);
      }
      known = all;
    }
    assertThat(counted).isLessThan(30);
  }

  @Test
  void theMeanIsThatOfAllRewards() {
    assertThat(ChoiceTotals.NONE.meanReward()).isNull();
    ChoiceTotals totals =
        ChoiceTotals.NONE
            .after(change(List.of(), List.of(logged(1, .25), logged(2, .5), logged(2, null))))
            .orElseThrow();
    assertThat(totals.meanReward()).isEqualTo(.375);
    assertThat(totals).isEqualTo(new ChoiceTotals(3, 2, 3L << 30, 2L, 1L));
    assertThat(counted(List.of(logged(1, .1), logged(1, .7))).meanReward())
        .isEqualTo(.4, within(1e-9));
  }

  @Test
  void whatWentIsCountedAnew() {
    ChoiceTotals known = counted(List.of(logged(1, .25), logged(2, .5)));
    assertThat(known.after(change(List.of(logged(2, .5)), List.of()))).isEmpty();
    assertThat(known.after(change(List.of(logged(1, .25)), List.of(logged(3, .25))))).isEmpty();
    assertThat(known.after(change(List.of(logged(1, .25)), List.of(logged(1, null))))).isEmpty();
    assertThat(known.after(change(List.of(logged(1, .25)), List.of(logged(1, .75)))))
        .contains(new ChoiceTotals(2, 2, 5L << 30, 2L, 1L));
  }

  private static Logged logged(long day, @Nullable Double reward) {
    return new Logged(day, reward);
  }

  private static Logged any(SplittableRandom random, int batch) {
    long day = Math.max(0, Math.min(DAYS, batch / 2 + random.nextInt(7) - 3));
    return new Logged(day, random.nextInt(3) == 0 ? null : Double.valueOf(random.nextDouble()));
  }

  /** A reward becomes known or changes; it hardly ever goes. */
  private static @Nullable Double later(@Nullable Double reward, SplittableRandom random) {
    return reward != null && random.nextInt(100) == 0 ? null : Double.valueOf(random.nextDouble());
  }

  private static Change change(List<Logged> went, List<Logged> came) {
    Map<Long, long[]> days = new TreeMap<>();
    Stream.concat(went.stream(), came.stream())
        .forEach(row -> days.computeIfAbsent(row.day(), day -> new long[3]));
    went.forEach(row -> add(days, row, -1));
    came.forEach(row -> add(days, row, 1));
    long[] sums = new long[3];
    days.values()
        .forEach(
            counts -> {
              for (int i = 0; i < sums.length; i++) {
                sums[i] += counts[i];
              }
            });
    return new Change(
        sums[0],
        sums[1],
        sums[2],
        days.keySet().stream()
            .filter(day -> Objects.requireNonNull(days.get(day))[0] > 0)
            .max(Comparator.naturalOrder())
            .orElse(null),
        days.keySet().stream()
            .filter(day -> Objects.requireNonNull(days.get(day))[1] > 0)
            .min(Comparator.naturalOrder())
            .orElse(null),
        days.values().stream().filter(counts -> counts[0] < 0 || counts[1] < 0).count());
  }

  private static void add(Map<Long, long[]> days, Logged row, int sign) {
    long[] counts = Objects.requireNonNull(days.get(row.day()));
    Double reward = row.reward();
    counts[0] += sign;
    counts[1] += reward == null ? 0 : sign;
    counts[2] += reward == null ? 0 : sign * (long) Math.floor(reward * ChoiceTotals.UNITS);
  }

  /** All at once, from the log alone. */
  private static ChoiceTotals counted(List<Logged> log) {
    Map<Boolean, Long> rewarded = new HashMap<>(Map.of(true, 0L, false, 0L));
    long units = 0;
    for (Logged row : log) {
      Double reward = row.reward();
      rewarded.merge(reward != null, 1L, Long::sum);
      units += reward == null ? 0 : (long) Math.floor(reward * ChoiceTotals.UNITS);
    }
    return new ChoiceTotals(
        log.size(),
        Objects.requireNonNull(rewarded.get(true)),
        units,
        log.stream().map(Logged::day).max(Comparator.naturalOrder()).orElse(null),
        measured(log).min(Comparator.naturalOrder()).orElse(null));
  }

  private static Stream<Long> measured(List<Logged> log) {
    return log.stream()
        .filter(row -> row.reward() != null)
        .map(Logged::day)
        .sorted(Comparator.reverseOrder())
        .limit(ChoiceTotals.MEASURED);
  }

  private static void assertReaches(@Nullable Long since, List<Logged> log) {
    measured(log).forEach(day -> assertThat(day).isGreaterThanOrEqualTo(since));
  }
}

package dev.tracewise.learn.routing;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What all choices of an agent in a modality add up to, so that later only what came and what went
 * has to be counted. Days are days since 1970-01-01, UTC.
 *
 * @param experiences choices
 * @param rewarded those with a reward
 * @param rewardUnits sum of the rewards in {@link #UNITS}: whole numbers have the same sum in any
 *     order
 * @param newest day of the newest choice; null without any
 * @param since day from which on the last {@link #MEASURED} rewarded choices lie, all of them where
 *     they are fewer; null without any
 */
public record ChoiceTotals(
    long experiences,
    long rewarded,
    long rewardUnits,
    @Nullable Long newest,
    @Nullable Long since) {
  /** Rewarded choices that metrics are of, the newest: so that their cost does not grow. */
  public static final int MEASURED = 1000;

  /** Units of a reward of one; of a power of two, so that a reward is cut and never rounded up. */
  public static final double UNITS = 0x1p32;

  /** No choices. */
  public static final ChoiceTotals NONE = new ChoiceTotals(0, 0, 0, null, null);

  /**
   * What came less what went; a choice that changed went and came.
   *
   * @param experiences choices
   * @param rewarded those with a reward
   * @param rewardUnits sum of the rewards in {@link #UNITS}
   * @param newest newest of the days that got more choices than they lost; null for none
   * @param oldestRewarded oldest of the days that got more rewarded choices than they lost; null
   *     for none
   * @param poorerDays days that lost more choices, or rewarded ones, than they got
   */
  public record Change(
      long experiences,
      long rewarded,
      long rewardUnits,
      @Nullable Long newest,
      @Nullable Long oldestRewarded,
      long poorerDays) {}

  /**
   * The totals after a change; empty where they have to be counted anew: a day became poorer, and
   * what lay before the days that are known of may count again.
   */
  public Optional<ChoiceTotals> after(Change change) {
    if (change.poorerDays() > 0) {
      return Optional.empty();
    }
    Long later = change.newest();
    Long earlier = change.oldestRewarded();
    boolean full = rewarded >= MEASURED;
    return Optional.of(
        new ChoiceTotals(
            experiences + change.experiences(),
            rewarded + change.rewarded(),
            rewardUnits + change.rewardUnits(),
            newest == null || (later != null && later > newest) ? later : newest,
            since == null || (!full && earlier != null && earlier < since) ? earlier : since));
  }

  /** The same with the day of the oldest of the choices that were measured. */
  public ChoiceTotals measuredSince(long day) {
    return new ChoiceTotals(experiences, rewarded, rewardUnits, newest, day);
  }

  /** The mean reward; null without rewards. */
  public @Nullable Double meanReward() {
    return rewarded == 0 ? null : Double.valueOf(rewardUnits / UNITS / rewarded);
  }
}

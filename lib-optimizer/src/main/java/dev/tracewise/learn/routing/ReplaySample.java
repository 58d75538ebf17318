package dev.tracewise.learn.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What an optimization step replays: some of the newest experiences, drawn without replacement. The
 * same seed draws the same.
 */
public final class ReplaySample {
  /** Experiences that are kept for replay. */
  public static final int CAPACITY = 1000;

  /** Experiences of one step. */
  public static final int BATCH = 32;

  private ReplaySample() {}

  /**
   * Draws from the newest {@link #CAPACITY}; all of them where there are fewer than asked for.
   *
   * @param inOrder experiences in the order of time
   * @param size how many
   * @param seed seed of the draw
   */
  public static <T> List<T> draw(List<T> inOrder, int size, long seed) {
    int end = inOrder.size();
    List<T> pool = new ArrayList<>(inOrder.subList(Math.max(0, end - CAPACITY), end));
    SplittableRandom random = new SplittableRandom(seed);
    int drawn = Math.min(size, pool.size());
    for (int i = 0; i < drawn; i++) {
      int other = i + random.nextInt(pool.size() - i);
      T first = pool.get(i);
      pool.set(i, pool.get(other));
      pool.set(other, first);
    }
    return List.copyOf(pool.subList(0, drawn));
  }
}

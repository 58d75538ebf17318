package dev.tracewise.action;

import dev.tracewise.action.rewards.Held;
import dev.tracewise.model.Errors;
import dev.tracewise.table.Commitment;
import dev.tracewise.table.Warehouse;
import java.util.function.Supplier;

/**
 * Attempts to commit a reading: one that another job overtook begins again from its reading. Rows
 * that an attempt holds are let go when it ends.
 */
final class Attempts {
  private static final int MOST = 5;

  private Attempts() {}

  /**
   * Attempts it under a description for Spark.
   *
   * @param step what is done, such as {@code describe workflows}
   */
  static <T> T of(Warehouse warehouse, String step, Supplier<T> attempt) {
    for (int made = 1; ; made++) {
      try {
        return JobDescription.during(
            warehouse.spark().sparkContext(), step, () -> Held.during(attempt));
      } catch (Commitment.Overtaken overtaken) {
        if (made == MOST) {
          throw Errors.failed(
              step,
              "other jobs did the same for this tenant " + MOST + " times in between",
              "Run one of them at a time.",
              overtaken);
        }
      }
    }
  }
}

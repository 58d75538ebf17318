package dev.tracewise.action.policy;

import java.io.Serializable;
import java.util.Arrays;

/**
 * What the gate has looked at before in a scope.
 *
 * @param lastLook number k of the last look in its series, 0 if there was none
 * @param lastSequence number of the last look in the scope, 0 if there was none
 * @param seen hashes of all rows that were looked at, sorted
 */
public record EarlierLooks(int lastLook, long lastSequence, long[] seen) implements Serializable {
  /** Nobody looked yet. */
  public static final EarlierLooks NONE = new EarlierLooks(0, 0, new long[0]);

  /**
   * The number of a look at these rows: one more than the last if any of them was seen before, else
   * 1.
   */
  public int lookAt(long[] rows) {
    for (long row : rows) {
      if (Arrays.binarySearch(seen, row) >= 0) {
        return lastLook + 1;
      }
    }
    return 1;
  }
}

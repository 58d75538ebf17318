package dev.tracewise.judge;

import dev.tracewise.model.Hashes;
import java.nio.ByteBuffer;

/**
 * Which part of the evidence a group belongs to. A function of tenant, agent and group alone: no
 * seed, no order of rows and no later row ever moves a group.
 */
public final class GroupSplit {
  private static final double TRAINING_END = 0.5;
  private static final double SELECTION_END = 0.7;
  private static final double TWO_TO_MINUS_53 = 0x1.0p-53;

  private GroupSplit() {}

  /** The parts of a log. */
  public enum Part {
    /** Half of the groups: policies learn here. */
    TRAINING,
    /** A fifth: the winner is chosen here. */
    SELECTION,
    /** Three tenths: the winner is judged here, and only here. */
    EVIDENCE
  }

  /** The part of a group, fixed for ever by SHA-256 of tenant, agent and group. */
  public static Part part(String tenantId, String agentId, String group) {
    double fraction = fraction(Hashes.sha256Bytes(tenantId, agentId, group));
    if (fraction < TRAINING_END) {
      return Part.TRAINING;
    }
    return fraction < SELECTION_END ? Part.SELECTION : Part.EVIDENCE;
  }

  /**
   * The fold of a group for cross-fitting, independent of its part.
   *
   * @param folds number of folds, ≥ 1
   * @return a number in [0, folds)
   */
  public static int fold(String tenantId, String agentId, String group, int folds) {
    byte[] hash = Hashes.sha256Bytes("fold", tenantId, agentId, group);
    return (int) Long.remainderUnsigned(ByteBuffer.wrap(hash).getLong(), folds);
  }

  private static double fraction(byte[] hash) {
    return (ByteBuffer.wrap(hash).getLong() >>> 11) * TWO_TO_MINUS_53;
  }
}

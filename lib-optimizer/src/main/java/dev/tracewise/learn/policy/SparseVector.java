package dev.tracewise.learn.policy;

import java.util.Arrays;

/** Features of one thing: sorted, distinct hashed indices, each with its value. */
public final class SparseVector {
  static final SparseVector EMPTY = new SparseVector(new int[0], new float[0]);

  private final int[] indices;
  private final float[] values;

  private SparseVector(int[] indices, float[] values) {
    this.indices = indices;
    this.values = values;
  }

  /** How many features there are. */
  public int size() {
    return indices.length;
  }

  /** Hashed index of the feature at a position; indices ascend with positions. */
  public int index(int position) {
    return indices[position];
  }

  /** Value of the feature at a position. */
  public float value(int position) {
    return values[position];
  }

  @Override
  public String toString() {
    return Arrays.toString(indices) + "=" + Arrays.toString(values);
  }

  /** Collects features; equal indices are added up in the order they came. */
  static class Builder {
    private static final double LONGEST_BLOCK = 4;

    private final int mask;

    private int[] indices = new int[64];
    private float[] values = new float[64];
    private int size;
    private int blockStart;

    Builder(int hashBits) {
      this.mask = (1 << hashBits) - 1;
    }

    void add(String name, double value) {
      if (size == indices.length) {
        indices = Arrays.copyOf(indices, 2 * size);
        values = Arrays.copyOf(values, 2 * size);
      }
      indices[size] = slot(name);
      values[size++] = (float) value;
    }

    final int slot(String name) {
      return MurmurHash3.hash(name) & mask;
    }

    void startBlock() {
      blockStart = size;
    }

    /**
     * Sums the block that was started, feature by feature, and divides it by a power of its length;
     * afterwards it is no longer than four, however long the text.
     *
     * @param wanted length of a block that power 1 has divided
     * @param power in [0, 1]
     */
    void normaliseBlock(double wanted, double power) {
      SparseVector block = merge(blockStart);
      double squares = 0;
      for (float value : block.values) {
        squares += (double) value * value;
      }
      double length = Math.sqrt(squares);
      double divisor = Math.max(StrictMath.pow(length, power), length / LONGEST_BLOCK);
      size = blockStart;
      for (int i = 0; i < block.indices.length; i++) {
        indices[size] = block.indices[i];
        values[size++] = (float) (block.values[i] * wanted / divisor);
      }
    }

    SparseVector build() {
      return merge(0);
    }

    private SparseVector merge(int from) {
      long[] order = new long[size - from];
      for (int i = from; i < size; i++) {
        order[i - from] = (long) indices[i] << 32 | i;
      }
      Arrays.sort(order);
      int[] merged = new int[order.length];
      float[] sums = new float[order.length];
      int distinct = 0;
      for (long entry : order) {
        int index = (int) (entry >>> 32);
        float value = values[(int) entry];
        if (distinct > 0 && merged[distinct - 1] == index) {
          sums[distinct - 1] += value;
        } else {
          merged[distinct] = index;
          sums[distinct++] = value;
        }
      }
      return new SparseVector(Arrays.copyOf(merged, distinct), Arrays.copyOf(sums, distinct));
    }
  }
}

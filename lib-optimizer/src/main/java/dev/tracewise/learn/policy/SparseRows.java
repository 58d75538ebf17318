package dev.tracewise.learn.policy;

import dev.tracewise.model.Errors;
import java.util.Arrays;

/** A sparse matrix by rows: entries of row i are start[i] to start[i + 1]. */
final class SparseRows {
  final int[] start;
  final int[] feature;
  final float[] value;

  private SparseRows(int[] start, int[] feature, float[] value) {
    this.start = start;
    this.feature = feature;
    this.value = value;
  }

  /** Collects rows of hashed features, then renumbers them. */
  static final class Builder {
    private static final int MAXIMUM_ENTRIES = Integer.MAX_VALUE - 16;

    private final int[] start;
    private int[] feature = new int[1024];
    private float[] value = new float[1024];
    private int rows;
    private int size;

    Builder(int rows) {
      this.start = new int[rows + 1];
    }

    void add(SparseVector vector) {
      reserve(vector.size());
      for (int i = 0; i < vector.size(); i++) {
        feature[size] = vector.index(i);
        value[size++] = vector.value(i);
      }
      start[++rows] = size;
    }

    private void reserve(int more) {
      if (more > MAXIMUM_ENTRIES - size) {
        throw Errors.refused(
            "learn from the log",
            "its features do not fit in memory",
            "Take fewer rows, or fewer and shorter texts.");
      }
      if (size + more > feature.length) {
        int length = (int) Math.min(MAXIMUM_ENTRIES, 2L * (size + more));
        feature = Arrays.copyOf(feature, length);
        value = Arrays.copyOf(value, length);
      }
    }

    /**
     * Hashed features, ascending, that enough rows have: the minimum is doubled until they fit.
     *
     * @param kept a feature that is always kept, or −1
     */
    int[] vocabulary(int hashBits, int minimumRows, int room, int kept) {
      int[] counts = new int[1 << hashBits];
      for (int e = 0; e < size; e++) {
        counts[feature[e]]++;
      }
      if (kept >= 0) {
        counts[kept] = Integer.MAX_VALUE;
      }
      for (long minimum = minimumRows; ; minimum *= 2) {
        int[] vocabulary = atLeast(counts, minimum);
        if (vocabulary.length <= Math.max(1, room)) {
          return vocabulary;
        }
      }
    }

    private static int[] atLeast(int[] counts, long minimum) {
      int[] found = new int[counts.length];
      int size = 0;
      for (int f = 0; f < counts.length; f++) {
        if (counts[f] >= minimum) {
          found[size++] = f;
        }
      }
      return Arrays.copyOf(found, size);
    }

    SparseRows build(int[] vocabulary) {
      int kept = 0;
      int[] starts = new int[start.length];
      for (int row = 0; row < rows; row++) {
        for (int e = start[row]; e < start[row + 1]; e++) {
          int compact = Arrays.binarySearch(vocabulary, feature[e]);
          if (compact >= 0) {
            feature[kept] = compact;
            value[kept++] = value[e];
          }
        }
        starts[row + 1] = kept;
      }
      return new SparseRows(starts, Arrays.copyOf(feature, kept), Arrays.copyOf(value, kept));
    }
  }
}

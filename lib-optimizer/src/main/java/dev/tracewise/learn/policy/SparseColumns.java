package dev.tracewise.learn.policy;

/** A sparse matrix by columns: entries of column f are start[f] to start[f + 1], rows ascending. */
final class SparseColumns {
  final int[] start;
  final int[] row;
  final float[] value;

  private SparseColumns(int[] start, int[] row, float[] value) {
    this.start = start;
    this.row = row;
    this.value = value;
  }

  /** Transposes some rows of a matrix, renumbered by their place in the selection. */
  static SparseColumns of(SparseRows matrix, int[] rows, int columns) {
    int[] start = new int[columns + 1];
    for (int row : rows) {
      for (int e = matrix.start[row]; e < matrix.start[row + 1]; e++) {
        start[matrix.feature[e] + 1]++;
      }
    }
    for (int f = 0; f < columns; f++) {
      start[f + 1] += start[f];
    }
    int[] next = start.clone();
    int[] target = new int[start[columns]];
    float[] value = new float[start[columns]];
    for (int p = 0; p < rows.length; p++) {
      for (int e = matrix.start[rows[p]]; e < matrix.start[rows[p] + 1]; e++) {
        int place = next[matrix.feature[e]]++;
        target[place] = p;
        value[place] = matrix.value[e];
      }
    }
    return new SparseColumns(start, target, value);
  }
}

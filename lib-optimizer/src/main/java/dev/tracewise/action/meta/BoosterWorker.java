package dev.tracewise.action.meta;

import dev.tracewise.model.Errors;
import java.io.IOException;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import ml.dmlc.xgboost4j.LabeledPoint;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.Communicator;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.catalyst.InternalRow;
import org.jspecify.annotations.Nullable;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;

/**
 * One of the workers that grow a booster together, on the rows of its partition: label, weight,
 * features and whether the row is held back, those that are held back last.
 *
 * <p>XGBoost's Spark estimators do the same, but hand every single feature over as an object,
 * measure every round on the training rows and print a line for each, which takes a sixth of the
 * time of training.
 */
final class BoosterWorker extends AbstractFunction1<Iterator<InternalRow>, Iterator<byte[]>>
    implements Serializable {
  static final int LABEL = 0;
  static final int WEIGHT = 1;
  static final int FEATURES = 2;
  static final int HELD_BACK = 3;

  private static final long serialVersionUID = 1L;
  private static final String TASK = "DMLC_TASK_ID";

  private final HashMap<String, Object> environment;
  private final HashMap<String, Object> parameters;
  private final int rounds;
  private final int patience;

  /**
   * @param environment where the workers meet
   * @param parameters XGBoost's
   * @param rounds rounds of trees
   * @param patience rounds without improvement on the rows that are held back after which training
   *     stops; 0 for never, and no row is held back
   */
  BoosterWorker(
      Map<String, Object> environment, Map<String, Object> parameters, int rounds, int patience) {
    this.environment = new HashMap<>(environment);
    this.parameters = new HashMap<>(parameters);
    this.rounds = rounds;
    this.patience = patience;
  }

  /** The booster as UBJ from the first of the workers, nothing from the others. */
  @Override
  public Iterator<byte[]> apply(Iterator<InternalRow> rows) {
    int place = TaskContext.getPartitionId();
    Map<String, Object> own = new HashMap<>(environment);
    own.put(TASK, Integer.toString(place));
    try {
      Communicator.init(own);
      try {
        byte[] grown = grow(new Points(rows));
        return place == 0 ? Iterator.single(grown) : Iterator.empty();
      } finally {
        Communicator.shutdown();
      }
    } catch (XGBoostError | IOException e) {
      throw Errors.failed(
          "grow trees",
          String.valueOf(e.getMessage()).strip(),
          "Run it again; the logs of the executors say more.",
          e);
    }
  }

  private byte[] grow(Points points) throws XGBoostError, IOException {
    DMatrix training = new DMatrix(points, null, Float.NaN);
    try {
      points.turn();
      if (patience == 0) {
        return grow(training, Map.of());
      }
      DMatrix heldBack = new DMatrix(points, null, Float.NaN);
      try {
        return grow(training, Map.of(BoosterRows.HELD_BACK, heldBack));
      } finally {
        heldBack.dispose();
      }
    } finally {
      training.dispose();
    }
  }

  private byte[] grow(DMatrix training, Map<String, DMatrix> watched)
      throws XGBoostError, IOException {
    Booster booster =
        XGBoost.train(training, parameters, rounds, watched, null, null, null, patience);
    try {
      return booster.toByteArray(Boosters.FORMAT);
    } finally {
      booster.dispose();
    }
  }

  /** Rows as XGBoost takes them: at first those to train on, then those that are held back. */
  private static final class Points implements java.util.Iterator<LabeledPoint> {
    private final Iterator<InternalRow> rows;
    private boolean heldBack;
    private @Nullable InternalRow ahead;

    Points(Iterator<InternalRow> rows) {
      this.rows = rows;
    }

    void turn() {
      heldBack = true;
    }

    @Override
    public boolean hasNext() {
      if (ahead == null && rows.hasNext()) {
        ahead = rows.next();
      }
      return ahead != null && ahead.getBoolean(HELD_BACK) == heldBack;
    }

    @Override
    public LabeledPoint next() {
      if (!hasNext() || ahead == null) {
        throw new NoSuchElementException();
      }
      float[] features = floats(ahead.getArray(FEATURES).toDoubleArray());
      float label = (float) ahead.getDouble(LABEL);
      float weight = (float) ahead.getDouble(WEIGHT);
      ahead = null;
      return new LabeledPoint(label, features.length, null, features, weight);
    }

    private static float[] floats(double[] values) {
      float[] floats = new float[values.length];
      for (int i = 0; i < floats.length; i++) {
        floats[i] = (float) values[i];
      }
      return floats;
    }
  }
}

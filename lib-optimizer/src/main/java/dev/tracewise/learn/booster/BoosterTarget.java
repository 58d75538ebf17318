package dev.tracewise.learn.booster;

/** What a booster predicts. */
public enum BoosterTarget {
  /** The probability of a label that is 0 or 1. */
  PROBABILITY("binary:logistic", "logloss", "error"),
  /** A number. */
  NUMBER("reg:squarederror", "rmse", "rmse"),
  /** The probabilities of several classes. */
  CLASSES("multi:softprob", "mlogloss", "merror");

  private final String objective;
  private final String metric;
  private final String quickMetric;

  BoosterTarget(String objective, String metric, String quickMetric) {
    this.objective = objective;
    this.metric = metric;
    this.quickMetric = quickMetric;
  }

  /** XGBoost's name of the objective. */
  public String objective() {
    return objective;
  }

  /** XGBoost's name of the metric by which training stops early. */
  public String metric() {
    return metric;
  }

  /**
   * XGBoost's name of a metric for training that nothing stops: its Spark estimators measure every
   * round on the training rows, and this one takes no logarithms.
   */
  public String quickMetric() {
    return quickMetric;
  }
}

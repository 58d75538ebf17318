package dev.tracewise.learn.booster;

/** What a booster predicts. */
public enum BoosterTarget {
  /** The probability of a label that is 0 or 1. */
  PROBABILITY("binary:logistic", "logloss"),
  /** A number. */
  NUMBER("reg:squarederror", "rmse"),
  /** The probabilities of several classes. */
  CLASSES("multi:softprob", "mlogloss");

  private final String objective;
  private final String metric;

  BoosterTarget(String objective, String metric) {
    this.objective = objective;
    this.metric = metric;
  }

  /** XGBoost's name of the objective. */
  public String objective() {
    return objective;
  }

  /** XGBoost's name of the metric by which training stops early. */
  public String metric() {
    return metric;
  }
}

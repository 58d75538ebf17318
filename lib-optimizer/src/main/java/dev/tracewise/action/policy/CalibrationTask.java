package dev.tracewise.action.policy;

import dev.tracewise.judge.GroupSplit.Part;
import dev.tracewise.learn.router.Router;
import dev.tracewise.learn.router.RouterCalibration;
import dev.tracewise.learn.router.RouterSettings;
import org.apache.spark.api.java.function.Function;

/** Learns on the selection part how much a router's support means; the evidence part tells. */
final class CalibrationTask implements Function<RouterSettings, RouterCalibration> {
  private static final long serialVersionUID = 1L;

  private final Subject subject;
  private final TrainingSet dataset;

  CalibrationTask(Subject subject, TrainingSet dataset) {
    this.subject = subject;
    this.dataset = dataset;
  }

  @Override
  public RouterCalibration call(RouterSettings settings) {
    TrainingData data = TrainingDataCache.of(subject, dataset);
    return RouterCalibration.of(
        new Router(settings), data.part(Part.SELECTION), data.part(Part.EVIDENCE));
  }
}

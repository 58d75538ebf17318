package dev.tracewise.learn.modality.simulation;

import dev.tracewise.learn.modality.TrainingRule;
import dev.tracewise.learn.modality.TrainingVerdict;
import dev.tracewise.learn.modality.TrainingVerdict.Verdict;
import java.util.List;

/** Ways to decide that never learn. */
public final class FixedWays {
  private FixedWays() {}

  /** Never trains. */
  public static TrainingWay never() {
    return (day, context) -> verdict(Verdict.WAIT);
  }

  /** Trains each modality every so many days; 1 for always. */
  public static TrainingWay every(int days) {
    return (day, context) -> verdict(day % days == 0 ? Verdict.TRAIN : Verdict.WAIT);
  }

  /** Trains when the stated rule says so. */
  public static TrainingWay rule(TrainingRule rule) {
    return (day, context) -> rule.decide(context);
  }

  private static TrainingVerdict verdict(Verdict verdict) {
    return new TrainingVerdict(verdict, null, null, "calendar", List.of());
  }
}

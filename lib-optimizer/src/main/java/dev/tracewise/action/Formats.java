package dev.tracewise.action;

import dev.tracewise.source.DecisionFormat;
import dev.tracewise.source.FeedbackFormat;
import dev.tracewise.source.LangfuseFormat;
import dev.tracewise.source.OpenInferenceFormat;
import dev.tracewise.source.OtlpFormat;
import dev.tracewise.source.RecordFormat;
import dev.tracewise.source.TensorZeroFormat;
import java.time.Clock;
import java.util.List;

/** The formats that ship. */
public final class Formats {
  private Formats() {}

  /**
   * All of them, in the order in which they are asked.
   *
   * @param clock what tells impossible times; it goes to executors, so it can be serialized
   */
  public static FormatSet shipped(Clock clock) {
    return () -> all(clock);
  }

  private static List<RecordFormat> all(Clock clock) {
    return List.of(
        new DecisionFormat(clock),
        new FeedbackFormat(clock),
        new OtlpFormat(clock),
        new LangfuseFormat(clock),
        new OpenInferenceFormat(clock),
        new TensorZeroFormat(clock));
  }
}

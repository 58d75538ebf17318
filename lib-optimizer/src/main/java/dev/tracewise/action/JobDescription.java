package dev.tracewise.action;

import java.util.function.Supplier;
import org.apache.spark.SparkContext;

/** Names what Spark is doing, so that its pages read like prose. */
public final class JobDescription {
  private static final String DESCRIPTION = "spark.job.description";

  private JobDescription() {}

  /**
   * Runs work whose jobs carry a description.
   *
   * @param description a sentence without a full stop, such as {@code train 8 candidates}
   */
  public static <T> T during(SparkContext context, String description, Supplier<T> work) {
    String before = context.getLocalProperty(DESCRIPTION);
    context.setJobDescription(description);
    try {
      return work.get();
    } finally {
      context.setJobDescription(before);
    }
  }
}

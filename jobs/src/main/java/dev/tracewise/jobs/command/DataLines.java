package dev.tracewise.jobs.command;

import dev.tracewise.jobs.output.Page;
import dev.tracewise.learn.data.DataReport;
import org.jspecify.annotations.Nullable;

/** What is doubtful about a training set, as a person reads it. */
final class DataLines {
  private DataLines() {}

  /** Adds what there is to say; nothing where all is well. */
  static void show(@Nullable DataReport report, Page page) {
    if (report != null) {
      report.complaints().forEach(complaint -> page.line("Data: " + complaint + "."));
    }
  }
}

package dev.tracewise.jobs.command;

import dev.tracewise.action.EvidenceReport;
import dev.tracewise.jobs.output.Page;
import dev.tracewise.jobs.output.TextTable;
import java.util.Locale;

/** Evidence as a person reads it. */
final class EvidenceLines {
  private EvidenceLines() {}

  /** Adds the values of candidate and baseline and their difference, each with its interval. */
  static void show(EvidenceReport evidence, Page page) {
    page.table(
        TextTable.of("", "estimate", "95 % low", "95 % high")
            .row("candidate", evidence.estimate(), evidence.low(), evidence.high())
            .row(
                "baseline " + evidence.baseline().name(),
                evidence.baseline().estimate(),
                evidence.baseline().low(),
                evidence.baseline().high())
            .row(
                "difference",
                evidence.difference(),
                evidence.differenceLow(),
                evidence.differenceHigh()),
        "");
    Double effective = evidence.effectiveSampleSize();
    if (effective != null) {
      page.line(
          String.format(
              Locale.ROOT,
              "%d rows of %d groups held out, effective sample %.0f",
              evidence.rows(),
              evidence.groups(),
              effective));
    }
  }
}

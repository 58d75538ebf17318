package dev.tracewise.jobs.command;

import dev.tracewise.action.Annotate;
import dev.tracewise.action.Annotate.Scope;
import dev.tracewise.jobs.output.Page;
import dev.tracewise.jobs.output.TextTable;
import dev.tracewise.learn.annotation.AnnotationSettings;
import dev.tracewise.learn.annotation.EvaluationSummary;
import dev.tracewise.learn.annotation.Priority;
import dev.tracewise.model.Errors;
import dev.tracewise.settings.SpanSettings;
import dev.tracewise.source.IngestSettings;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code annotate}: which spans want a label; labels in and out. */
@Command(
    name = "annotate",
    description = "Ask for labels of the spans that need them most; take labels in and out.")
final class AnnotateCommand extends LongCommand {
  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Most new requests (default: 50); with --assign, most that are given.")
  @Nullable Integer limit;

  @Option(
      names = "--import",
      paramLabel = "FILE",
      description =
          "Labels, JSON lines: span_id, label, annotator; confidence, suggested_agent, reasoning,"
              + " source (human or model), time.")
  @Nullable String labels;

  @Option(
      names = "--export",
      paramLabel = "FILE",
      description = "All labels as OpenInference annotations, JSON lines.")
  @Nullable Path export;

  @Option(
      names = "--assign",
      paramLabel = "WHO",
      description = "Give the most urgent requests to this annotator.")
  @Nullable String assign;

  @Option(
      names = "--force",
      description = "Look at all spans, not only at what arrived; ask again for what expired.")
  boolean force;

  @Override
  protected Result call(CommandContext context) {
    Annotate annotate =
        new Annotate(
            context.warehouse(),
            context.tenant(),
            settings(context),
            context.settings().of(SpanSettings.class).mappings(),
            context.settings().of(IngestSettings.class),
            context.clock());
    Annotate.Request request =
        new Annotate.Request(force ? Scope.EVERYTHING : Scope.ARRIVED, labels, export, assign);
    return context.dryRun()
        ? Annotated.of(annotate.preview(request), "would_write")
        : Annotated.of(annotate.execute(request), "done");
  }

  private AnnotationSettings settings(CommandContext context) {
    AnnotationSettings settings = context.settings().of(AnnotationSettings.class);
    if (limit == null) {
      return settings;
    }
    if (limit < 1) {
      throw Errors.usage(
          "annotate with --limit " + limit, "it is out of range", "Give a number from 1.");
    }
    return settings.withLimit(limit);
  }

  /** What was asked for, taken in and put out. */
  record Annotated(
      String status,
      long requested,
      long labelled,
      long alreadyPresent,
      long quarantined,
      long judgements,
      long completed,
      long expired,
      long assigned,
      long exported,
      Map<String, Long> open,
      EvaluationSummary evaluation)
      implements Result {
    static Annotated of(Annotate.Result result, String status) {
      return new Annotated(
          status,
          result.requested(),
          result.labelled(),
          result.alreadyPresent(),
          result.quarantined(),
          result.judgements(),
          result.completed(),
          result.expired(),
          result.assigned(),
          result.exported(),
          byName(result.open()),
          result.evaluation());
    }

    private static Map<String, Long> byName(Map<Priority, Long> open) {
      Map<String, Long> named = new TreeMap<>();
      for (Priority priority : Priority.values()) {
        named.put(priority.id(), open.getOrDefault(priority, 0L));
      }
      return named;
    }

    @Override
    public long quarantinedRecords() {
      return quarantined;
    }

    @Override
    public void show(Page page) {
      page.table(
          TextTable.of("spans judged", "clear", "success", "mean confidence", "calibration")
              .row(
                  evaluation.spans(),
                  evaluation.clear(),
                  evaluation.successRate(),
                  evaluation.meanConfidence(),
                  evaluation.calibration()),
          "");
      page.line("")
          .table(
              TextTable.of("requested", "labelled", "completed", "expired", "quarantined")
                  .row(requested, labelled, completed, expired, quarantined),
              "");
      page.line("")
          .table(
              TextTable.of("open: high", "medium", "low")
                  .row(open.get("high"), open.get("medium"), open.get("low")),
              "");
      if (assigned > 0) {
        page.line("").line(assigned + " requests given to the annotator");
      }
      if (exported > 0) {
        page.line("").line(exported + " labelled spans exported");
      }
      next(page);
    }

    private void next(Page page) {
      if (quarantined > 0) {
        page.next("tracewise query \"SELECT reason, field, detail FROM quarantine\"");
      }
      if (labelled > 0) {
        page.next("tracewise rewards");
      }
      if (open.values().stream().anyMatch(count -> count > 0)) {
        page.next(
            "tracewise query \"SELECT span_id, priority, reason, query, chosen, confidence, due_at"
                + " FROM annotations WHERE status IN ('pending', 'assigned') ORDER BY due_at\"");
        page.next("tracewise annotate --import LABELS");
      }
    }
  }
}

package dev.tracewise.jobs.command;

import dev.tracewise.action.Formats;
import dev.tracewise.action.Ingest;
import dev.tracewise.jobs.output.Page;
import dev.tracewise.jobs.output.TextTable;
import dev.tracewise.source.IngestSettings;
import dev.tracewise.source.RecordOrigin.TenantField;
import dev.tracewise.source.RecordReader.Tenancy;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ingest}: files of spans, feedback and decisions into the tables. */
@Command(name = "ingest", description = "Spans, feedback and decision logs into the tables.")
final class IngestCommand extends LongCommand {
  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "Files, folders and globs; plain or gzip; told apart by their content.")
  List<String> paths = new ArrayList<>();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "auto (default), otlp, openinference, langfuse, tensorzero, decisions or" + " feedback.")
  String format = Ingest.AUTO;

  @Option(
      names = "--trust-tenant-field",
      description = "Records go to the tenant that they name, not only to --tenant.")
  boolean trustTenantField;

  @Override
  protected Result call(CommandContext context) {
    Ingest ingest =
        new Ingest(
            context.warehouse(),
            Formats.shipped(context.clock()),
            context.settings().of(IngestSettings.class),
            context.clock());
    Tenancy tenancy =
        new Tenancy(
            context.tenant(), trustTenantField ? TenantField.TRUSTED : TenantField.MUST_AGREE);
    return Ingested.of(
        context.dryRun()
            ? ingest.preview(paths, format, tenancy)
            : ingest.execute(paths, format, tenancy),
        context.dryRun() ? "would_write" : "done");
  }

  /** What was read and what of it was new. */
  record Ingested(
      String status,
      long files,
      long spans,
      long feedback,
      long decisions,
      long outcomes,
      long alreadyPresent,
      long quarantined)
      implements Result {
    static Ingested of(Ingest.Result result, String status) {
      return new Ingested(
          status,
          result.files(),
          result.spans(),
          result.feedback(),
          result.decisions(),
          result.outcomes(),
          result.alreadyPresent(),
          result.quarantined());
    }

    @Override
    public long quarantinedRecords() {
      return quarantined;
    }

    @Override
    public void show(Page page) {
      page.table(
          TextTable.of(
                  "files",
                  "spans",
                  "feedback",
                  "decisions",
                  "outcomes",
                  "already present",
                  "quarantined")
              .row(files, spans, feedback, decisions, outcomes, alreadyPresent, quarantined),
          "");
      if (quarantined > 0) {
        page.next(
            "tracewise query \"SELECT reason, field, count(*) FROM quarantine GROUP BY ALL\"");
      }
      page.next("tracewise rewards");
    }
  }
}

package dev.tracewise.jobs.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tracewise.action.ExportVersion;
import dev.tracewise.jobs.output.Page;
import dev.tracewise.jobs.output.TextTable;
import dev.tracewise.table.ModelVersionsTable;
import dev.tracewise.table.VersionFilter;
import dev.tracewise.table.VersionRow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code versions}: what was learned, what of it is live. */
@Command(
    name = "versions",
    description = "What was learned, what of it is live, and on which evidence.",
    subcommands = {
      VersionsCommand.ListVersions.class,
      VersionsCommand.ShowVersion.class,
      VersionComparisons.Diff.class,
      VersionComparisons.Lineage.class,
      VersionChanges.Activate.class,
      VersionChanges.Rollback.class,
      VersionChanges.Reject.class,
      VersionsCommand.Export.class
    })
final class VersionsCommand {
  /** What a reference to a version looks like. */
  static final String REFERENCE = "Its number, or AGENT/KIND@N.";

  private VersionsCommand() {}

  /** The row of a version. */
  static JsonNode json(CommandContext context, VersionRow version) {
    return context.reads().rows(ModelVersionsTable.DEFINITION, context.tenant()).stream()
        .filter(row -> VersionRow.ORDER.compare(VersionRow.of(row), version) == 0)
        .map(TableRows::of)
        .findFirst()
        .orElseThrow();
  }

  /** An object without objects in it: {@code {"a":{"b":1}}} is {@code {"a.b":1}}. */
  static ObjectNode flat(JsonNode object) {
    ObjectNode flat = JsonNodeFactory.instance.objectNode();
    flatten("", object, flat);
    return flat;
  }

  private static void flatten(String prefix, JsonNode node, ObjectNode flat) {
    node.properties()
        .forEach(
            entry -> {
              if (entry.getValue().isObject()) {
                flatten(prefix + entry.getKey() + ".", entry.getValue(), flat);
              } else {
                flat.set(prefix + entry.getKey(), entry.getValue());
              }
            });
  }

  /** {@code versions list}. */
  @Command(name = "list", description = "Versions by kind, scope and number.")
  static final class ListVersions extends WarehouseCommand {
    @Mixin VersionOptions which = new VersionOptions();

    @Override
    protected Result call(CommandContext context) {
      VersionFilter filter = which.filter();
      List<JsonNode> versions =
          context.reads().rows(ModelVersionsTable.DEFINITION, context.tenant()).stream()
              .filter(row -> filter.means(VersionRow.of(row)))
              .sorted(Comparator.comparing(VersionRow::of, VersionRow.ORDER))
              .<JsonNode>map(TableRows::of)
              .toList();
      return new Versions(versions);
    }
  }

  /** Rows of the registry. */
  record Versions(List<JsonNode> versions) implements Result {
    @Override
    public void show(Page page) {
      TextTable table =
          TextTable.of(
              "scope",
              "kind",
              "version",
              "status",
              "estimate",
              "difference",
              "low",
              "high",
              "verdict",
              "created");
      for (JsonNode version : versions) {
        JsonNode evidence = version.path("evidence");
        List<@Nullable Object> cells = new ArrayList<>();
        for (String name : List.of("scope", "kind", "version", "status")) {
          cells.add(TableRows.cell(version.path(name)));
        }
        for (String name :
            List.of("estimate", "difference", "difference_low", "difference_high", "verdict")) {
          cells.add(TableRows.cell(evidence.path(name)));
        }
        cells.add(TableRows.cell(version.path("created_at")));
        table.row(cells);
      }
      page.table(table, "No versions yet.")
          .next(
              versions.isEmpty()
                  ? "tracewise optimize policy --agent AGENT"
                  : "tracewise versions show AGENT/KIND@N");
    }
  }

  /** {@code versions show}. */
  @Command(name = "show", description = "One version with its evidence and provenance.")
  static final class ShowVersion extends WarehouseCommand {
    @Parameters(paramLabel = "VERSION", description = REFERENCE)
    String reference = "";

    @Mixin VersionOptions which = new VersionOptions();

    @Override
    protected Result call(CommandContext context) {
      VersionRow version = which.version(context, reference);
      return new Shown(json(context, version), version.label());
    }
  }

  /** One row of the registry. */
  record Shown(JsonNode row, String label) implements Result {
    @Override
    public Object json() {
      return row;
    }

    @Override
    public void show(Page page) {
      new RowResult(flat(row)).show(page);
      page.next("tracewise versions activate", label)
          .next("tracewise versions export", label, "--out", "DIR");
    }
  }

  /** {@code versions export}. */
  @Command(name = "export", description = "Write a version into a folder, for other programs.")
  static final class Export extends WarehouseCommand {
    @Parameters(paramLabel = "VERSION", description = REFERENCE)
    String reference = "";

    @Mixin VersionOptions which = new VersionOptions();

    @Option(
        names = "--out",
        paramLabel = "DIR",
        required = true,
        description = "A new or empty folder, or an earlier export of the same version.")
    Path out = Path.of("");

    @Override
    protected Result call(CommandContext context) {
      VersionRow version = which.version(context, reference);
      ExportVersion export = new ExportVersion(context.warehouse(), context.clock());
      return context.dryRun()
          ? Exported.of(export.preview(version, out), "would_write")
          : Exported.of(export.execute(version, out), "done");
    }
  }

  /** What was written. */
  record Exported(
      String status, long version, String folder, List<String> files, String artifactSha256)
      implements Result {
    static Exported of(ExportVersion.Result result, String status) {
      return new Exported(
          status, result.version(), result.folder(), result.files(), result.artifactSha256());
    }

    @Override
    public void show(Page page) {
      String verb = status.equals("done") ? " is in " : " would be written into ";
      page.line("Version " + version + verb + folder + ": " + String.join(", ", files));
    }
  }
}

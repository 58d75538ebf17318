package dev.tracewise.jobs.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tracewise.action.policy.PolicyComparison;
import dev.tracewise.jobs.output.Json;
import dev.tracewise.jobs.output.Page;
import dev.tracewise.jobs.output.TextTable;
import dev.tracewise.learn.policy.PolicyDifference;
import dev.tracewise.model.VersionKind;
import dev.tracewise.table.VersionRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The commands that lay versions side by side. */
final class VersionComparisons {
  private VersionComparisons() {}

  /** {@code versions diff}. */
  @Command(
      name = "diff",
      description =
          "Two versions side by side: metrics, evidence, provenance, settings, and for policies"
              + " what changed in how they decide.")
  static final class Diff extends WarehouseCommand {
    @Parameters(index = "0", paramLabel = "FROM", description = VersionsCommand.REFERENCE)
    String from = "";

    @Parameters(index = "1", paramLabel = "TO", description = VersionsCommand.REFERENCE)
    String to = "";

    @Mixin VersionOptions which = new VersionOptions();

    @Override
    protected Result call(CommandContext context) {
      VersionRow before = which.version(context, from);
      VersionRow after = which.version(context, to);
      return Compared.of(
          before,
          after,
          VersionsCommand.json(context, before),
          VersionsCommand.json(context, after),
          policies(context, before, after));
    }

    private static @Nullable PolicyDifference policies(
        CommandContext context, VersionRow before, VersionRow after) {
      String policy = VersionKind.ROUTING_POLICY.id();
      return before.kind().equals(policy) && after.kind().equals(policy)
          ? new PolicyComparison(context.reads()).of(before, after)
          : null;
    }
  }

  /**
   * Something that both versions have.
   *
   * @param name its name
   * @param from what the first version has
   * @param to what the second one has
   */
  record Pair(String name, JsonNode from, JsonNode to) {
    boolean differs() {
      return !from.equals(to);
    }

    @Nullable Double change() {
      return from.isNumber() && to.isNumber() && differs()
          ? to.doubleValue() - from.doubleValue()
          : null;
    }
  }

  /**
   * Two versions side by side.
   *
   * @param from label of the first version
   * @param to label of the second one
   * @param sameArtifact whether they are made of the same bytes
   * @param registry where they stand in the registry
   * @param metrics their metrics
   * @param evidence their evidence
   * @param provenance what they were made from
   * @param settings the settings they were made with
   * @param policy what changed in how they decide, where both are policies
   */
  record Compared(
      String from,
      String to,
      boolean sameArtifact,
      List<Pair> registry,
      List<Pair> metrics,
      List<Pair> evidence,
      List<Pair> provenance,
      List<Pair> settings,
      @Nullable PolicyDifference policy)
      implements Result {
    private static final Set<String> REGISTRY =
        Set.of(
            "status",
            "parent_version",
            "artifact_sha256",
            "created_at",
            "created_by",
            "activated_at",
            "activated_by",
            "activation_reason");

    static Compared of(
        VersionRow from,
        VersionRow to,
        JsonNode before,
        JsonNode after,
        @Nullable PolicyDifference policy) {
      return new Compared(
          from.label(),
          to.label(),
          from.artifactSha256().equals(to.artifactSha256()),
          pairs(registry(before), registry(after)),
          pairs(before.path("metrics"), after.path("metrics")),
          pairs(before.path("evidence"), after.path("evidence")),
          pairs(provenance(before), provenance(after)),
          pairs(settings(from), settings(to)),
          policy);
    }

    private static ObjectNode registry(JsonNode row) {
      return ((ObjectNode) row).deepCopy().retain(REGISTRY);
    }

    private static ObjectNode provenance(JsonNode row) {
      return ((ObjectNode) row.path("provenance")).deepCopy().without("configuration");
    }

    private static JsonNode settings(VersionRow version) {
      return Json.parse(version.provenance().configuration());
    }

    private static List<Pair> pairs(JsonNode before, JsonNode after) {
      ObjectNode from = VersionsCommand.flat(before);
      ObjectNode to = VersionsCommand.flat(after);
      Set<String> names = new TreeSet<>();
      from.fieldNames().forEachRemaining(names::add);
      to.fieldNames().forEachRemaining(names::add);
      return names.stream()
          .map(name -> new Pair(name, orNull(from.get(name)), orNull(to.get(name))))
          .toList();
    }

    private static JsonNode orNull(@Nullable JsonNode value) {
      return value == null ? NullNode.getInstance() : value;
    }

    @Override
    public void show(Page page) {
      TextTable table = TextTable.of("", from, to, "change");
      rows("", registry.stream().filter(Pair::differs).toList(), table);
      rows("metrics.", metrics, table);
      rows("evidence.", evidence, table);
      rows("provenance.", provenance.stream().filter(Pair::differs).toList(), table);
      rows("settings.", settings.stream().filter(Pair::differs).toList(), table);
      page.table(table, "They are the same in everything.");
      if (policy != null) {
        PolicyLines.show(policy, page);
      }
      page.next("tracewise versions lineage", to);
    }

    private static void rows(String prefix, List<Pair> pairs, TextTable table) {
      for (Pair pair : pairs) {
        table.row(
            prefix + pair.name(),
            TableRows.cell(pair.from()),
            TableRows.cell(pair.to()),
            pair.change());
      }
    }
  }

  /** {@code versions lineage}. */
  @Command(
      name = "lineage",
      description = "A version and those it was made from, with what each was learned from.")
  static final class Lineage extends WarehouseCommand {
    @Parameters(paramLabel = "VERSION", description = VersionsCommand.REFERENCE)
    String reference = "";

    @Mixin VersionOptions which = new VersionOptions();

    @Override
    protected Result call(CommandContext context) {
      VersionRow youngest = which.version(context, reference);
      List<VersionRow> scope =
          which.versions(context).stream()
              .filter(version -> version.kind().equals(youngest.kind()))
              .filter(version -> version.scope().equals(youngest.scope()))
              .toList();
      List<JsonNode> chain = new ArrayList<>();
      for (VersionRow version : ancestry(youngest, scope)) {
        chain.add(VersionsCommand.json(context, version));
      }
      return new Ancestry(youngest.label(), chain);
    }

    private static List<VersionRow> ancestry(VersionRow youngest, List<VersionRow> scope) {
      List<VersionRow> chain = new ArrayList<>(List.of(youngest));
      Optional<VersionRow> parent = parent(youngest, scope);
      while (parent.isPresent()) {
        chain.add(parent.get());
        parent = parent(parent.get(), scope);
      }
      return chain;
    }

    /** Parents are older than their children, so the chain ends. */
    private static Optional<VersionRow> parent(VersionRow child, List<VersionRow> scope) {
      return scope.stream()
          .filter(version -> version.version() < child.version())
          .filter(version -> Long.valueOf(version.version()).equals(child.parentVersion()))
          .findFirst();
    }
  }

  /** A version and its parents, the youngest first. */
  record Ancestry(String version, List<JsonNode> lineage) implements Result {
    private static final int SHORT_HASH = 12;

    @Override
    public void show(Page page) {
      TextTable table =
          TextTable.of(
              "version",
              "status",
              "created",
              "judged against",
              "difference",
              "low",
              "high",
              "rows",
              "training set",
              "tables",
              "run");
      lineage.forEach(row -> table.row(cells(row)));
      page.table(table, "")
          .line(
              lineage.get(lineage.size() - 1).path("parent_version").isNull()
                  ? "The first of them was made when none was live."
                  : "The parent of the first of them is gone.");
    }

    private static List<@Nullable Object> cells(JsonNode row) {
      JsonNode evidence = row.path("evidence");
      JsonNode provenance = row.path("provenance");
      List<@Nullable Object> cells = new ArrayList<>();
      cells.add(TableRows.cell(row.path("version")));
      cells.add(TableRows.cell(row.path("status")));
      cells.add(TableRows.cell(row.path("created_at")));
      cells.add(TableRows.cell(evidence.path("baseline").path("name")));
      for (String name : List.of("difference", "difference_low", "difference_high", "rows")) {
        cells.add(TableRows.cell(evidence.path(name)));
      }
      String dataset = provenance.path("dataset_sha256").asText("");
      cells.add(dataset.substring(0, Math.min(SHORT_HASH, dataset.length())));
      cells.add(tables(provenance.path("table_versions")));
      cells.add(TableRows.cell(provenance.path("run_id")));
      return cells;
    }

    private static String tables(JsonNode versions) {
      List<String> tables = new ArrayList<>();
      versions.properties().forEach(each -> tables.add(each.getKey() + "@" + each.getValue()));
      return String.join(", ", tables);
    }
  }
}

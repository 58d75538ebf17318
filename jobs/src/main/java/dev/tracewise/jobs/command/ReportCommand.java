package dev.tracewise.jobs.command;

import dev.tracewise.jobs.output.Page;
import dev.tracewise.jobs.report.Queries;
import dev.tracewise.jobs.report.ReportModel;
import dev.tracewise.jobs.report.ReportModel.Section;
import dev.tracewise.jobs.report.ReportPage;
import dev.tracewise.jobs.report.WarehouseSections;
import dev.tracewise.model.Errors;
import dev.tracewise.table.TenantSql;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code report}: what happened, on one page. */
@Command(
    name = "report",
    description = "One HTML page: what happened, what was learned, on which evidence.")
final class ReportCommand extends WarehouseCommand {
  private static final int LONGEST = 3660;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The page (default: ./report.html); a file of that name is replaced.")
  Path out = Path.of("report.html");

  @Option(
      names = "--days",
      paramLabel = "N",
      description = "Days of rewards and calibration, up to the last experience (default: 90).")
  int days = 90;

  @Override
  protected Result call(CommandContext context) {
    if (days < 1 || days > LONGEST) {
      throw Errors.usage(
          "report on " + days + " days", "it is out of range", "Give --days from 1 to 3660.");
    }
    Path file = out.toAbsolutePath().normalize();
    if (context.dryRun()) {
      return new Reported("would_write", file.toString(), List.of());
    }
    TenantSql sql = new TenantSql(context.warehouse(), context.tenant());
    List<Section> sections = sections(statement -> TableRows.of(sql.run(statement)));
    ReportPage.write(
        new ReportModel(
            "Tracewise",
            "Agents of tenant \"" + context.tenant() + "\", " + context.clock().instant() + ".",
            sections),
        file);
    return new Reported("done", file.toString(), sections.stream().map(Section::title).toList());
  }

  private List<Section> sections(Queries queries) {
    WarehouseSections parts = new WarehouseSections(queries);
    Map<String, String> live = parts.liveSince();
    List<Section> sections = new ArrayList<>();
    sections.add(parts.counts("Rows of this tenant."));
    sections.add(parts.gains());
    sections.addAll(parts.rewards(days, live::get));
    sections.add(parts.decisions());
    sections.add(parts.predictors());
    sections.add(parts.calibration(days));
    sections.add(parts.propensities());
    sections.add(parts.versions());
    sections.add(parts.evidence());
    sections.add(parts.troubles());
    sections.add(parts.quarantine());
    return sections;
  }

  /** Where it lies. */
  record Reported(String status, String report, List<String> sections) implements Result {
    @Override
    public void show(Page page) {
      page.line(
          status.equals("done") ? "Report: " + report : "Would write the report " + report + ".");
    }
  }
}

package dev.tracewise.jobs.report;

import dev.tracewise.jobs.report.ReportModel.Figure;
import dev.tracewise.jobs.report.ReportModel.Figures;
import dev.tracewise.jobs.report.ReportModel.Gains;
import dev.tracewise.jobs.report.ReportModel.Histogram;
import dev.tracewise.jobs.report.ReportModel.Line;
import dev.tracewise.jobs.report.ReportModel.Section;
import dev.tracewise.jobs.report.ReportModel.Table;
import dev.tracewise.model.Errors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Writes a report as one HTML page without scripts and without anything from elsewhere. Every text
 * is escaped, since names of agents and words of users come from traces.
 */
public final class ReportPage {
  private static final Pattern NUMBER = Pattern.compile("[-+−]?[0-9][0-9,. ]*%?|–|");

  private ReportPage() {}

  /** Writes the page, replacing a file of that name; folders are made where they are missing. */
  public static void write(ReportModel report, Path file) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.writeString(file, html(report));
    } catch (IOException e) {
      throw Errors.failed(
          "write the report " + file,
          String.valueOf(e.getMessage()),
          "Choose another file by --out.",
          e);
    }
  }

  /** The page as text. */
  public static String html(ReportModel report) {
    StringBuilder page = new StringBuilder();
    page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n");
    page.append("<meta name=\"color-scheme\" content=\"light dark\">\n");
    page.append("<title>").append(Markup.escape(report.title())).append("</title>\n");
    page.append("<style>\n").append(ReportStyle.CSS).append("</style>\n</head>\n<body>\n<main>\n");
    page.append("<h1>").append(Markup.escape(report.title())).append("</h1>\n");
    page.append("<p class=\"summary\">").append(Markup.escape(report.summary())).append("</p>\n");
    int number = 0;
    for (Section section : report.sections()) {
      number++;
      page.append(section(section, "section-" + number));
    }
    return page.append("</main>\n</body>\n</html>\n").toString();
  }

  private static String section(Section section, String id) {
    return Markup.format(
        "<section aria-labelledby=\"%s\">%n<h2 id=\"%s\">%s</h2>%n<p class=\"note\">%s</p>%n%s</section>%n",
        id, id, Markup.escape(section.title()), Markup.escape(section.note()), body(section, id));
  }

  private static String body(Section section, String id) {
    if (section instanceof Figures figures) {
      return figures(figures.figures());
    }
    if (section instanceof Table table) {
      return table(table);
    }
    return "<figure>\n" + chart(section, id) + "</figure>\n";
  }

  private static String chart(Section section, String id) {
    if (section instanceof Gains gains) {
      return GainChart.draw(gains, id);
    }
    if (section instanceof Line line) {
      return LineChart.draw(line, id);
    }
    return HistogramChart.draw((Histogram) section, id);
  }

  private static String figures(List<Figure> figures) {
    StringBuilder out = new StringBuilder("<dl class=\"figures\">\n");
    for (Figure figure : figures) {
      out.append("<div><dt>").append(Markup.escape(figure.label())).append("</dt><dd>");
      out.append(Markup.escape(figure.value())).append("</dd></div>\n");
    }
    return out.append("</dl>\n").toString();
  }

  private static String table(Table table) {
    if (table.rows().isEmpty()) {
      return "<p>None.</p>\n";
    }
    StringBuilder out = new StringBuilder("<div class=\"wide\"><table>\n<thead><tr>");
    for (int column = 0; column < table.columns().size(); column++) {
      out.append(
          numeric(table, column) ? "<th scope=\"col\" class=\"number\">" : "<th scope=\"col\">");
      out.append(Markup.escape(table.columns().get(column))).append("</th>");
    }
    out.append("</tr></thead>\n<tbody>\n");
    for (List<String> row : table.rows()) {
      out.append("<tr>");
      for (int column = 0; column < row.size(); column++) {
        out.append(numeric(table, column) ? "<td class=\"number\">" : "<td>");
        out.append(Markup.escape(row.get(column))).append("</td>");
      }
      out.append("</tr>\n");
    }
    return out.append("</tbody>\n</table></div>\n").toString();
  }

  private static boolean numeric(Table table, int column) {
    return table.rows().stream().allMatch(row -> NUMBER.matcher(row.get(column)).matches());
  }
}

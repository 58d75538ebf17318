package dev.tracewise.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tracewise.jobs.report.ReportModel.Bin;
import dev.tracewise.jobs.report.ReportModel.Figure;
import dev.tracewise.jobs.report.ReportModel.Figures;
import dev.tracewise.jobs.report.ReportModel.Gain;
import dev.tracewise.jobs.report.ReportModel.Gains;
import dev.tracewise.jobs.report.ReportModel.Histogram;
import dev.tracewise.jobs.report.ReportModel.Line;
import dev.tracewise.jobs.report.ReportModel.Point;
import dev.tracewise.jobs.report.ReportModel.Section;
import dev.tracewise.jobs.report.ReportModel.Table;
import dev.tracewise.model.Interval;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

final class ReportPageTest {
  private static final String SCRIPT = "<script>alert('x')</script>";

  static ReportModel example() {
    List<Point> points = new ArrayList<>();
    for (int day = 1; day <= 60; day++) {
      double mean = 0.47 + (day > 50 ? 0.2 : 0) + 0.01 * Math.sin(day);
      points.add(new Point("day " + day, new Interval(mean, mean - 0.03, mean + 0.03)));
    }
    return new ReportModel(
        "Tracewise demo",
        "A season of a small assistant, 10 000 logged decisions, two rounds of learning.",
        List.of(
            new Figures(
                "In short",
                "Numbers of this run.",
                List.of(
                    new Figure("decisions", "10 000"),
                    new Figure("mean reward", "0.52"),
                    new Figure("quarantined", "7"),
                    new Figure("seconds", "84"))),
            new Gains(
                "What was learned",
                "Gain in reward over what served before.",
                List.of(
                    new Gain("router, round 1", new Interval(0.17, 0.14, 0.20), 0.165),
                    new Gain("answerer, round 1", new Interval(0.08, 0.05, 0.11), 0.09),
                    new Gain("router, round 2", new Interval(0.01, -0.02, 0.04), null))),
            new Line(
                "Reward of the router",
                "Mean a day with its 95 % band.",
                "mean reward",
                points,
                "day 51"),
            new Histogram(
                "Propensities",
                "How probable the logged choices were.",
                "propensity",
                List.of(
                    new Bin("0.0", 812),
                    new Bin("0.2", 1410),
                    new Bin("0.4", 2207),
                    new Bin("0.6", 940),
                    new Bin("0.8", 631))),
            new Table(
                "Versions",
                "All that was made.",
                List.of("agent", "version", "status"),
                List.of(List.of(SCRIPT, "1", "active"), List.of("answerer", "2", "retired"))),
            new Table("Quarantine", "What could not be read.", List.of("reason"), List.of())));
  }

  @Test
  void textFromTracesIsEscaped() {
    String html = ReportPage.html(example());
    assertThat(html)
        .doesNotContain("<script")
        .contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;");
  }

  @Test
  void textInChartsIsEscapedToo() {
    Section gains =
        new Gains(SCRIPT, SCRIPT, List.of(new Gain(SCRIPT, new Interval(0.1, 0, 0.2), 0.1)));
    Section line =
        new Line(SCRIPT, SCRIPT, SCRIPT, List.of(new Point(SCRIPT, new Interval(1, 1, 1))), SCRIPT);
    Section histogram = new Histogram(SCRIPT, SCRIPT, SCRIPT, List.of(new Bin(SCRIPT, 1)));
    Section figures = new Figures(SCRIPT, SCRIPT, List.of(new Figure(SCRIPT, SCRIPT)));
    Section table = new Table(SCRIPT, SCRIPT, List.of(SCRIPT), List.of(List.of(SCRIPT)));
    String html =
        ReportPage.html(
            new ReportModel(SCRIPT, SCRIPT, List.of(gains, line, histogram, figures, table)));
    assertThat(html).doesNotContain("<script").contains("&lt;script");
  }

  @Test
  void needsNothingFromElsewhere() {
    assertThat(ReportPage.html(example())).doesNotContain("http", "src=", "@import", "url(");
  }

  @Test
  void everyChartIsWellFormedAndSaysInWordsWhatItShows() throws Exception {
    String html = ReportPage.html(example());
    int charts = 0;
    for (int from = html.indexOf("<svg"); from >= 0; from = html.indexOf("<svg", from + 1)) {
      String svg = html.substring(from, html.indexOf("</svg>", from) + 6);
      Document document =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader(svg)));
      assertThat(document.getElementsByTagName("title").item(0).getTextContent()).isNotBlank();
      assertThat(document.getElementsByTagName("desc").item(0).getTextContent()).isNotBlank();
      charts++;
    }
    assertThat(charts).isEqualTo(3);
    assertThat(html)
        .contains("router, round 1: estimated +0.1700, from +0.1400 to +0.2000, true +0.1650.");
  }

  @Test
  void columnsOfNumbersStandToTheRight() {
    assertThat(ReportPage.html(example()))
        .contains("<th scope=\"col\" class=\"number\">version</th>")
        .contains("<th scope=\"col\">agent</th>");
  }

  @Test
  void emptyTablesAndChartsSaySo() {
    Section line = new Line("a", "b", "c", List.of(), null);
    Section histogram = new Histogram("a", "b", "c", List.of());
    Section table =
        new Table("Quarantine", "What could not be read.", List.of("reason"), List.of());
    assertThat(ReportPage.html(new ReportModel("t", "s", List.of(line, histogram, table))))
        .contains("nothing yet", "<p>None.</p>");
  }

  @Test
  void isWrittenIntoAFolderThatIsMadeForIt(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("a/b/report.html");
    ReportPage.write(example(), file);
    assertThat(Files.readString(file)).isEqualTo(ReportPage.html(example()));
    assertThatThrownBy(() -> ReportPage.write(example(), file.resolve("c.html")))
        .hasMessageContaining("Cannot write the report")
        .hasMessageContaining("--out");
  }

  @Test
  void axesHaveRoundTicks() {
    Scale scale = Scale.around(-0.013, 0.187, 0, 100);
    assertThat(scale.low()).isEqualTo(-0.05);
    assertThat(scale.high()).isEqualTo(0.2);
    assertThat(scale.decimals()).isEqualTo(2);
    assertThat(scale.at(-0.05)).isZero();
    assertThat(scale.ticks()).hasSize(6).contains(0.0);
  }
}

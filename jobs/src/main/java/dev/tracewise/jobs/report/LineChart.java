package dev.tracewise.jobs.report;

import dev.tracewise.jobs.report.ReportModel.Line;
import dev.tracewise.jobs.report.ReportModel.Point;
import java.util.List;

/** Draws a quantity over time as a line in its band. */
final class LineChart {
  private static final int WIDTH = 720;
  private static final int TOP = 24;
  private static final int BOTTOM = 220;
  private static final int LEFT = 56;

  private LineChart() {}

  static String draw(Line line, String id) {
    Svg svg = new Svg(WIDTH, BOTTOM + 34, line.title(), description(line), id);
    List<Point> points = line.points();
    if (points.isEmpty()) {
      svg.text("start", LEFT, TOP + 20, "nothing yet");
      return svg.close();
    }
    Scale x = new Scale(0, Math.max(1, points.size() - 1), 1, LEFT + 8, WIDTH - 24);
    Scale y = vertical(points);
    for (double tick : y.ticks()) {
      svg.line("grid", LEFT, y.at(tick), WIDTH - 16, y.at(tick));
      svg.text("end", LEFT - 8, y.at(tick) + 4, Markup.format("%." + y.decimals() + "f", tick));
    }
    svg.text("start", LEFT, 14, line.unit());
    svg.shape("band", band(points, x, y));
    svg.shape("curve", curve(points, x, y));
    labels(svg, line, x);
    return svg.close();
  }

  private static Scale vertical(List<Point> points) {
    double low = points.stream().mapToDouble(p -> p.value().low()).min().orElse(0);
    double high = points.stream().mapToDouble(p -> p.value().high()).max().orElse(1);
    return Scale.around(low, high, BOTTOM, TOP);
  }

  private static String curve(List<Point> points, Scale x, Scale y) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < points.size(); i++) {
      path.append(step(i == 0, x.at(i), y.at(points.get(i).value().estimate())));
    }
    return path.toString();
  }

  private static String band(List<Point> points, Scale x, Scale y) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < points.size(); i++) {
      path.append(step(i == 0, x.at(i), y.at(points.get(i).value().high())));
    }
    for (int i = points.size() - 1; i >= 0; i--) {
      path.append(step(i < 0, x.at(i), y.at(points.get(i).value().low())));
    }
    return path.append('z').toString();
  }

  private static String step(boolean first, double x, double y) {
    return Markup.format("%s%.1f %.1f", first ? "M" : "L", x, y);
  }

  private static void labels(Svg svg, Line line, Scale x) {
    List<Point> points = line.points();
    int every = Math.max(1, (points.size() + 6) / 7);
    for (int i = 0; i < points.size(); i++) {
      if (i % every == 0) {
        svg.text("middle", x.at(i), BOTTOM + 20, points.get(i).label());
      }
      if (points.get(i).label().equals(line.mark())) {
        svg.line("mark", x.at(i), TOP, x.at(i), BOTTOM);
        svg.text("end", x.at(i) - 6, TOP + 10, "learned version serves");
      }
    }
  }

  private static String description(Line line) {
    List<Point> points = line.points();
    if (points.isEmpty()) {
      return "Nothing yet.";
    }
    Point first = points.get(0);
    Point last = points.get(points.size() - 1);
    return Markup.format(
        "%s from %.3f (%s) to %.3f (%s) in %d points.",
        line.unit(),
        first.value().estimate(),
        first.label(),
        last.value().estimate(),
        last.label(),
        points.size());
  }
}

package dev.tracewise.jobs.report;

import dev.tracewise.jobs.report.ReportModel.Bin;
import dev.tracewise.jobs.report.ReportModel.Histogram;
import java.util.List;
import java.util.stream.Collectors;

/** Draws how often values fall where. */
final class HistogramChart {
  private static final int WIDTH = 720;
  private static final int TOP = 20;
  private static final int BOTTOM = 190;
  private static final int LEFT = 56;

  private HistogramChart() {}

  static String draw(Histogram histogram, String id) {
    List<Bin> bins = histogram.bins();
    Svg svg = new Svg(WIDTH, BOTTOM + 46, histogram.title(), description(histogram), id);
    long highest = bins.stream().mapToLong(Bin::count).max().orElse(1);
    Scale y = Scale.around(0, (double) Math.max(1, highest), BOTTOM, TOP);
    for (double tick : y.ticks()) {
      svg.line("grid", LEFT, y.at(tick), WIDTH - 16, y.at(tick));
      svg.text("end", LEFT - 8, y.at(tick) + 4, Markup.format("%,.0f", tick));
    }
    double step = (WIDTH - 16.0 - LEFT) / Math.max(1, bins.size());
    for (int i = 0; i < bins.size(); i++) {
      double top = y.at((double) bins.get(i).count());
      svg.bar("column", LEFT + i * step + 2, top, step - 4, BOTTOM - top);
      svg.text("middle", LEFT + i * step + step / 2, BOTTOM + 18, bins.get(i).label());
    }
    svg.text("end", WIDTH - 16, BOTTOM + 38, histogram.unit());
    return svg.close();
  }

  private static String description(Histogram histogram) {
    return histogram.bins().stream()
        .map(bin -> bin.label() + ": " + bin.count())
        .collect(Collectors.joining(", "));
  }
}

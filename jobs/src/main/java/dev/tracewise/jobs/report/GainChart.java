package dev.tracewise.jobs.report;

import dev.tracewise.jobs.report.ReportModel.Gain;
import dev.tracewise.jobs.report.ReportModel.Gains;

/** Draws estimated gains as dots with intervals, true gains as diamonds. */
final class GainChart {
  private static final int WIDTH = 720;
  private static final int ROW = 44;
  private static final int TOP = 34;
  private static final int LABELS = 210;

  private GainChart() {}

  static String draw(Gains gains, String id) {
    int bottom = TOP + ROW * gains.gains().size();
    Svg svg = new Svg(WIDTH, bottom + 30, gains.title(), description(gains), id);
    Scale scale = scale(gains);
    for (double tick : scale.ticks()) {
      svg.line("grid", scale.at(tick), TOP - 4, scale.at(tick), bottom);
      svg.text(
          "middle",
          scale.at(tick),
          bottom + 18,
          Markup.format("%+." + scale.decimals() + "f", tick));
    }
    svg.line("zero", scale.at(0), TOP - 4, scale.at(0), bottom);
    legend(svg, gains);
    double y = TOP + ROW / 2.0;
    for (Gain gain : gains.gains()) {
      row(svg, scale, gain, y);
      y += ROW;
    }
    return svg.close();
  }

  private static Scale scale(Gains gains) {
    double low = 0;
    double high = 0;
    for (Gain gain : gains.gains()) {
      double truth = gain.truth() == null ? gain.estimated().estimate() : gain.truth();
      low = Math.min(low, Math.min(gain.estimated().low(), truth));
      high = Math.max(high, Math.max(gain.estimated().high(), truth));
    }
    return Scale.around(low, high, LABELS + 10, WIDTH - 30);
  }

  private static void legend(Svg svg, Gains gains) {
    svg.line("interval", LABELS + 10, 14, LABELS + 38, 14);
    svg.dot("estimate", LABELS + 24, 14);
    svg.text("start", LABELS + 46, 18, "estimate with 95 % interval");
    if (gains.gains().stream().anyMatch(gain -> gain.truth() != null)) {
      svg.diamond("truth", LABELS + 250, 14);
      svg.text("start", LABELS + 264, 18, "true gain");
    }
  }

  private static void row(Svg svg, Scale scale, Gain gain, double y) {
    svg.text("end", LABELS, y + 4, gain.label());
    double low = scale.at(gain.estimated().low());
    double high = scale.at(gain.estimated().high());
    svg.line("interval", low, y, high, y);
    svg.line("interval", low, y - 6, low, y + 6);
    svg.line("interval", high, y - 6, high, y + 6);
    svg.dot("estimate", scale.at(gain.estimated().estimate()), y);
    if (gain.truth() != null) {
      svg.diamond("truth", scale.at(gain.truth()), y);
    }
  }

  private static String description(Gains gains) {
    StringBuilder text = new StringBuilder();
    for (Gain gain : gains.gains()) {
      text.append(
          Markup.format(
              "%s: estimated %+.4f, from %+.4f to %+.4f",
              gain.label(),
              gain.estimated().estimate(),
              gain.estimated().low(),
              gain.estimated().high()));
      text.append(gain.truth() == null ? ". " : Markup.format(", true %+.4f. ", gain.truth()));
    }
    return text.toString().strip();
  }
}

package dev.tracewise.jobs.report;

/** An SVG picture under construction; coordinates are pixels at its natural size. */
final class Svg {
  private final StringBuilder body = new StringBuilder();
  private final int width;
  private final int height;
  private final String title;
  private final String description;
  private final String id;

  Svg(int width, int height, String title, String description, String id) {
    this.width = width;
    this.height = height;
    this.title = title;
    this.description = description;
    this.id = id;
  }

  void line(String style, double x1, double y1, double x2, double y2) {
    add(
        "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
        style, x1, y1, x2, y2);
  }

  void bar(String style, double x, double y, double barWidth, double barHeight) {
    add(
        "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>",
        style, x, y, barWidth, barHeight);
  }

  void dot(String style, double x, double y) {
    add("<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"4.5\"/>", style, x, y);
  }

  void diamond(String style, double x, double y) {
    add("<path class=\"%s\" d=\"M%.1f %.1fl6 6l-6 6l-6 -6z\"/>", style, x, y - 6);
  }

  void shape(String style, String path) {
    add("<path class=\"%s\" d=\"%s\"/>", style, path);
  }

  /** Text whose anchor is start, middle or end. */
  void text(String anchor, double x, double y, String text) {
    add(
        "<text text-anchor=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>",
        anchor, x, y, Markup.escape(text));
  }

  private void add(String pattern, Object... values) {
    body.append(Markup.format(pattern, values)).append('\n');
  }

  String close() {
    return Markup.format(
        "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-labelledby=\"%s-t %s-d\">%n"
            + "<title id=\"%s-t\">%s</title><desc id=\"%s-d\">%s</desc>%n%s</svg>%n",
        width, height, id, id, id, Markup.escape(title), id, Markup.escape(description), body);
  }
}

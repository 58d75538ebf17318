package dev.tracewise.jobs.report;

import dev.tracewise.model.Interval;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a report says, before it is drawn.
 *
 * @param title heading of the page
 * @param summary one or two sentences under the heading
 * @param sections what follows, in order
 */
public record ReportModel(String title, String summary, List<Section> sections) {
  /** Copies the sections. */
  public ReportModel {
    sections = List.copyOf(sections);
  }

  /** A part of the report with a heading and a note that says how to read it. */
  public sealed interface Section permits Figures, Gains, Line, Histogram, Table {
    /** Its heading. */
    String title();

    /** How to read it. */
    String note();
  }

  /**
   * A few numbers to see first.
   *
   * @param title heading
   * @param note how to read them
   * @param figures the numbers
   */
  public record Figures(String title, String note, List<Figure> figures) implements Section {}

  /**
   * One number.
   *
   * @param label what it is
   * @param value the number as it is shown
   */
  public record Figure(String label, String value) {}

  /**
   * Estimated gains with their intervals, beside the true ones where they are known.
   *
   * @param title heading
   * @param note how to read them
   * @param gains one line each
   */
  public record Gains(String title, String note, List<Gain> gains) implements Section {}

  /**
   * A gain in reward.
   *
   * @param label whose gain
   * @param estimated estimate with its interval
   * @param truth the true gain, where the world is known
   */
  public record Gain(String label, Interval estimated, @Nullable Double truth) {}

  /**
   * A quantity over time, with a band.
   *
   * @param title heading
   * @param note how to read it
   * @param unit what the vertical axis shows
   * @param points in order of time
   * @param mark label of the point from which something changed; null for none
   */
  public record Line(
      String title, String note, String unit, List<Point> points, @Nullable String mark)
      implements Section {}

  /**
   * A value at a time.
   *
   * @param label the time
   * @param value the value with its band
   */
  public record Point(String label, Interval value) {}

  /**
   * How often values fall where.
   *
   * @param title heading
   * @param note how to read it
   * @param unit what the horizontal axis shows
   * @param bins in order
   */
  public record Histogram(String title, String note, String unit, List<Bin> bins)
      implements Section {}

  /**
   * One bar of a histogram.
   *
   * @param label where the bin begins
   * @param count how many fell into it
   */
  public record Bin(String label, long count) {}

  /**
   * A table.
   *
   * @param title heading
   * @param note how to read it
   * @param columns headings of the columns
   * @param rows cells as text, as many in each row as there are columns
   */
  public record Table(String title, String note, List<String> columns, List<List<String>> rows)
      implements Section {}
}

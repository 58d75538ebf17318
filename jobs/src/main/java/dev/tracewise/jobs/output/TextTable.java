package dev.tracewise.jobs.output;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An aligned table for a terminal: numbers to the right, everything else to the left. */
public final class TextTable {
  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d[\\d,. ]*([eE][+-]?\\d+)?( ?%)?");
  private static final int WIDEST = 100;

  private final List<String> header;
  private final List<List<String>> rows = new ArrayList<>();

  private TextTable(List<String> header) {
    this.header = header;
  }

  /** A table with these column titles. */
  public static TextTable of(String... header) {
    return of(Arrays.asList(header));
  }

  /** A table with these column titles. */
  public static TextTable of(List<String> header) {
    return new TextTable(List.copyOf(header));
  }

  /** Adds a row; null is shown as an empty cell, a fractional number with four digits. */
  public TextTable row(@Nullable Object... cells) {
    return row(Arrays.asList(cells));
  }

  /** Adds a row of as many cells as there are columns. */
  public TextTable row(List<? extends @Nullable Object> cells) {
    if (cells.size() != header.size()) {
      throw new IllegalArgumentException(
          cells.size() + " cells for " + header.size() + " columns " + header);
    }
    rows.add(cells.stream().map(TextTable::text).toList());
    return this;
  }

  /** How many rows were added. */
  public int size() {
    return rows.size();
  }

  /** The lines of the table, without trailing blanks. */
  public List<String> lines() {
    int[] widths = widths();
    boolean[] right = rightAligned();
    List<String> lines = new ArrayList<>();
    lines.add(line(header, widths, right));
    rows.forEach(row -> lines.add(line(row, widths, right)));
    return lines;
  }

  private int[] widths() {
    int[] widths = new int[header.size()];
    for (int column = 0; column < widths.length; column++) {
      widths[column] = length(header.get(column));
      for (List<String> row : rows) {
        widths[column] = Math.max(widths[column], length(row.get(column)));
      }
    }
    return widths;
  }

  private boolean[] rightAligned() {
    boolean[] right = new boolean[header.size()];
    for (int column = 0; column < right.length; column++) {
      right[column] = allNumbers(column);
    }
    return right;
  }

  private boolean allNumbers(int column) {
    boolean any = false;
    for (List<String> row : rows) {
      String cell = row.get(column);
      if (!cell.isEmpty() && !NUMBER.matcher(cell).matches()) {
        return false;
      }
      any |= !cell.isEmpty();
    }
    return any;
  }

  private static String line(List<String> cells, int[] widths, boolean[] right) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      String blanks = " ".repeat(widths[column] - length(cells.get(column)));
      line.append(column == 0 ? "" : "  ");
      line.append(right[column] ? blanks + cells.get(column) : cells.get(column) + blanks);
    }
    return line.toString().stripTrailing();
  }

  private static int length(String cell) {
    return cell.codePointCount(0, cell.length());
  }

  private static String text(@Nullable Object cell) {
    if (cell == null) {
      return "";
    }
    if (cell instanceof Double || cell instanceof Float) {
      return number(((Number) cell).doubleValue());
    }
    return capped(Printable.line(cell.toString()));
  }

  private static String number(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return String.format(Locale.ROOT, "%.1f", value);
    }
    boolean plain = Math.abs(value) >= 1e-4 && Math.abs(value) < 1e9;
    return String.format(Locale.ROOT, plain ? "%.4f" : "%.4g", value);
  }

  private static String capped(String cell) {
    return length(cell) <= WIDEST
        ? cell
        : cell.substring(0, cell.offsetByCodePoints(0, WIDEST - 1)) + "…";
  }
}

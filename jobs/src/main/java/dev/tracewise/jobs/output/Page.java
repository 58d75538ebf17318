package dev.tracewise.jobs.output;

import java.util.ArrayList;
import java.util.List;

/** What a person reads on standard output: lines, tables, and at the end what to do next. */
public final class Page {
  private static final String OURS = "tracewise ";

  private final List<String> lines = new ArrayList<>();
  private final List<String> hints = new ArrayList<>();

  /** Adds a line. */
  public Page line(String text) {
    lines.add(Printable.text(text));
    return this;
  }

  /** Adds a table; one without rows as the text given. */
  public Page table(TextTable table, String whenEmpty) {
    lines.addAll(table.size() == 0 ? List.of(whenEmpty) : table.lines());
    return this;
  }

  /**
   * Adds what to do next, usually a command.
   *
   * @param arguments words that end it, such as names from logs; quoted where a shell needs it
   */
  public Page next(String command, String... arguments) {
    String quoted = Printable.words(List.of(arguments));
    hints.add(Printable.line(quoted.isEmpty() ? command : command + " " + quoted));
    return this;
  }

  /** The page without what to do next. */
  public List<String> withoutHints() {
    return List.copyOf(lines);
  }

  /**
   * The page.
   *
   * @param options what every command of ours has to be told again, such as {@code --warehouse w}
   */
  public List<String> lines(List<String> options) {
    List<String> all = new ArrayList<>(lines);
    if (!hints.isEmpty()) {
      all.add("");
      hints.forEach(hint -> all.add("next: " + completed(hint, options)));
    }
    return all;
  }

  private static String completed(String hint, List<String> options) {
    boolean complete = options.isEmpty() || !hint.startsWith(OURS) || hint.contains("--warehouse");
    return complete ? hint : hint + " " + Printable.words(options);
  }
}

package dev.tracewise.jobs.output;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Where a command writes.
 *
 * @param out results
 * @param err everything else: progress, warnings, errors
 * @param attention whether a person watches {@code err}
 */
public record Console(PrintStream out, PrintStream err, Attention attention) {
  /** Who reads the error stream. */
  public enum Attention {
    /** A terminal: progress is worth printing. */
    PERSON,
    /** A file or a scheduler: no progress lines. */
    LOG
  }

  /** The streams of this process; the launcher says by TRACEWISE_TERMINAL if it is a terminal. */
  @SuppressWarnings("SystemConsoleNull") // true of JDK 22; Spark runs on 17 and 21
  public static Console ofProcess(Map<String, String> environment) {
    boolean terminal =
        environment.containsKey("TRACEWISE_TERMINAL")
            ? environment.get("TRACEWISE_TERMINAL").equals("1")
            : System.console() != null;
    return new Console(
        new PrintStream(System.out, true, StandardCharsets.UTF_8),
        new PrintStream(System.err, true, StandardCharsets.UTF_8),
        terminal ? Attention.PERSON : Attention.LOG);
  }

  /** The same without standard output and progress: for commands within commands. */
  public Console silent() {
    return new Console(
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
        err,
        Attention.LOG);
  }
}

package dev.tracewise.jobs.command;

import dev.tracewise.model.Errors;
import dev.tracewise.model.TracewiseException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.apache.hadoop.security.AccessControlException;

/** What a person is told of an exception that nobody expected. */
public final class Failures {
  private Failures() {}

  /** The error itself if it was made for people, else one with its first line and its details. */
  public static TracewiseException explain(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof TracewiseException known) {
        return known;
      }
      if (permission(cause)) {
        return Errors.failed(
            "use the files of the warehouse",
            firstLine(cause),
            "Give this user the right to read and write there, or name another --warehouse.",
            error);
      }
    }
    return Errors.failed(
        "finish the command",
        firstLine(error),
        "Details: " + details(error) + " (or use -v).",
        error);
  }

  private static boolean permission(Throwable cause) {
    return cause instanceof AccessDeniedException
        || cause instanceof AccessControlException
        || cause instanceof FileNotFoundException && firstLine(cause).contains("Permission denied")
        || cause instanceof IOException && firstLine(cause).startsWith("Mkdirs failed");
  }

  private static String firstLine(Throwable error) {
    String message = Objects.requireNonNullElse(error.getMessage(), error.getClass().getName());
    String line = message.strip().lines().findFirst().orElse(error.getClass().getSimpleName());
    return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
  }

  private static Path details(Throwable error) {
    StringWriter trace = new StringWriter();
    error.printStackTrace(new PrintWriter(trace, true));
    try {
      Path file = Files.createTempFile("tracewise-error-", ".log");
      return Files.writeString(file, trace.toString(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

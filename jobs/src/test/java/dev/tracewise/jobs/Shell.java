package dev.tracewise.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tracewise.jobs.command.Answer;
import dev.tracewise.jobs.output.Console;
import dev.tracewise.jobs.output.Json;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

/** Runs commands as a shell would, and keeps what they print. */
public final class Shell {
  /** The time in tests. */
  public static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Tracewise tracewise;

  /** A shell with an empty environment. */
  public Shell() {
    this(Map.of());
  }

  /** A shell with these environment variables. */
  public Shell(Map<String, String> environment) {
    this(environment, Console.Attention.LOG);
  }

  private Shell(Map<String, String> environment, Console.Attention attention) {
    Console console = new Console(stream(out), stream(err), attention);
    tracewise = new Tracewise(console, environment, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  /** A shell on a terminal. */
  public static Shell watched() {
    return new Shell(Map.of(), Console.Attention.PERSON);
  }

  /** Whether a command needed a session. */
  public boolean startedSpark() {
    return tracewise.startedSpark();
  }

  /** Runs a command; what earlier ones printed is forgotten. */
  public Answer run(String... args) {
    out.reset();
    err.reset();
    return tracewise.run(args);
  }

  /** What the last command printed on standard output. */
  public String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  /** What the last command printed on standard error. */
  public String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  /** Standard output of the last command, which must be one JSON object. */
  public JsonNode json() {
    return Json.parse(out());
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}

package dev.tracewise.jobs.command;

import dev.tracewise.jobs.output.Console;
import dev.tracewise.settings.Settings;
import dev.tracewise.table.OpenRun;
import dev.tracewise.table.SmallReads;
import dev.tracewise.table.Warehouse;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** What a command works with: settings, the session when it asks for it, and where to talk. */
public final class CommandContext {
  private static final Pattern WITH_SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*");
  private static final int QUARANTINED = 4;

  private final Invocation invocation;
  private final Settings settings;
  private final @Nullable OpenRun run;
  private final @Nullable LiveProgress progress;
  private final @Nullable Instant asOf;

  CommandContext(Invocation invocation, Settings settings) {
    this(invocation, settings, null, null, null);
  }

  private CommandContext(
      Invocation invocation,
      Settings settings,
      @Nullable OpenRun run,
      @Nullable LiveProgress progress,
      @Nullable Instant asOf) {
    this.invocation = invocation;
    this.settings = settings;
    this.run = run;
    this.progress = progress;
    this.asOf = asOf;
  }

  /** The settings in force. */
  public Settings settings() {
    return settings;
  }

  /** Whose rows are read and written. */
  public String tenant() {
    return settings.job().tenant();
  }

  /** Seed of everything random. */
  public long seed() {
    return settings.job().seed();
  }

  /** The time, for everything that is written with one; in a replay it stands still. */
  public Clock clock() {
    return asOf == null ? invocation.clock() : Clock.fixed(asOf, ZoneOffset.UTC);
  }

  /** The time that old logs are replayed as of; empty where it is now. */
  public Optional<Instant> asOf() {
    return Optional.ofNullable(asOf);
  }

  /** Who changes something by hand: the user of the operating system. */
  public String actor() {
    return System.getProperty("user.name", "unknown");
  }

  /** Whether nothing may be written. */
  public boolean dryRun() {
    return invocation.options().dryRun;
  }

  /** The id of the run that this work belongs to. */
  public Optional<String> runId() {
    return Optional.ofNullable(run).map(open -> open.row().runId());
  }

  /** The run that this work belongs to. */
  Optional<OpenRun> run() {
    return Optional.ofNullable(run);
  }

  /** The session; the first call starts it. */
  public SparkSession spark() {
    SparkSession session = invocation.sessions().session(invocation.options());
    if (progress != null) {
      progress.follow(session.sparkContext());
    }
    return session;
  }

  /** The tables; the first call starts the session. */
  public Warehouse warehouse() {
    return new Warehouse(spark(), uri(settings.job().warehouse()));
  }

  /** Reads of small tables; they start no session where the warehouse is local. */
  public SmallReads reads() {
    return new SmallReads(uri(settings.job().warehouse()), this::warehouse);
  }

  /** Where to talk besides the result. */
  public Console console() {
    return invocation.console();
  }

  /** Runs further commands in this process and session. */
  public CommandRunner runner() {
    return invocation.runner();
  }

  /** Tells a person something on the side, unless asked to be quiet. */
  public void note(String text) {
    if (invocation.options().quiet) {
      return;
    }
    if (progress == null) {
      console().err().println(text);
    } else {
      progress.note(text);
    }
  }

  /** The call that this is part of. */
  Invocation invocation() {
    return invocation;
  }

  /** The id that was given by {@code --run-id}. */
  Optional<String> givenRunId() {
    return Optional.ofNullable(invocation.parsed().matchedOptionValue("--run-id", null));
  }

  /** Whether some command started the session. */
  boolean sparkStarted() {
    return invocation.sessions().started();
  }

  /** Whether errors are those of an interruption. */
  boolean interrupted() {
    return invocation.sessions().interrupted();
  }

  /** The exit code of a result under {@code --strict}. */
  int exitCode(Result result) {
    boolean strict = invocation.options().strict && result.quarantinedRecords() > 0;
    return strict && result.exitCode() == 0 ? QUARANTINED : result.exitCode();
  }

  /** The same, as part of a run. */
  CommandContext within(OpenRun open) {
    return new CommandContext(invocation, settings, open, progress, asOf);
  }

  /** The same at a time that has passed. */
  CommandContext asOf(Instant time) {
    return new CommandContext(invocation, settings, run, progress, time);
  }

  /** The same now, for what does not depend on when it is done. */
  CommandContext now() {
    return new CommandContext(invocation, settings, run, progress, null);
  }

  /** The same, with what it does on the terminal. */
  CommandContext showing(LiveProgress shown) {
    return new CommandContext(invocation, settings, run, shown, asOf);
  }

  /** Whether a person watches who wants to see progress. */
  boolean isWatched() {
    GlobalOptions options = invocation.options();
    return console().attention() == Console.Attention.PERSON && !options.quiet && !options.json;
  }

  private static URI uri(String location) {
    return WITH_SCHEME.matcher(location).matches()
        ? URI.create(location)
        : Path.of(location).toAbsolutePath().normalize().toUri();
  }
}

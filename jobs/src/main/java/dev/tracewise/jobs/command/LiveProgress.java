package dev.tracewise.jobs.command;

import dev.tracewise.jobs.output.Progress;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.jspecify.annotations.Nullable;

/** Keeps one line of progress on a terminal up to date, and takes it away at the end. */
final class LiveProgress extends SparkListener implements AutoCloseable {
  private static final String DESCRIPTION = "spark.job.description";
  private static final String OF_DELTA = "Delta: ";
  private static final String CLEAR = "\r\u001B[K";
  private static final int FIRST_MILLIS = 1000;
  private static final int PERIOD_MILLIS = 500;

  private final PrintStream terminal;
  private final Clock clock;
  private final String command;
  private final Progress progress;
  private final ScheduledExecutorService ticker;
  private @Nullable SparkContext followed;

  private LiveProgress(PrintStream terminal, Clock clock, String command) {
    this.terminal = terminal;
    this.clock = clock;
    this.command = command;
    this.progress = new Progress(command, clock.instant());
    this.ticker =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "progress");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Starts to show what a command does. */
  @SuppressWarnings("FutureReturnValueIgnored") // drawing ends with the ticker
  static LiveProgress start(PrintStream terminal, Clock clock, String command) {
    LiveProgress shown = new LiveProgress(terminal, clock, command);
    shown.ticker.scheduleAtFixedRate(
        shown::draw, FIRST_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    return shown;
  }

  /** Shows what goes on in a session from now on. */
  synchronized void follow(SparkContext context) {
    if (followed == null) {
      followed = context;
      context.addSparkListener(this);
      if (context.getLocalProperty(DESCRIPTION) == null) {
        context.setJobDescription(command);
      }
    }
  }

  /** Prints a line that stays. */
  synchronized void note(String text) {
    terminal.print(CLEAR);
    terminal.println(text);
  }

  @Override
  public void onStageSubmitted(SparkListenerStageSubmitted event) {
    progress.began(
        event.stageInfo().stageId(),
        described(event.properties()),
        event.stageInfo().numTasks(),
        clock.instant());
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd event) {
    progress.done(event.stageId());
  }

  @Override
  public void onStageCompleted(SparkListenerStageCompleted event) {
    progress.ended(event.stageInfo().stageId());
  }

  @Override
  public synchronized void close() {
    ticker.shutdownNow();
    if (followed != null && !followed.isStopped()) {
      followed.removeSparkListener(this);
    }
    terminal.print(CLEAR);
    terminal.flush();
  }

  private synchronized void draw() {
    if (!ticker.isShutdown()) {
      terminal.print(CLEAR + progress.line(clock.instant()));
      terminal.flush();
    }
  }

  /** Delta adds what it does itself, which means nothing to who asked for the command. */
  private String described(@Nullable Properties properties) {
    String text = properties == null ? null : properties.getProperty(DESCRIPTION);
    if (text == null) {
      return command;
    }
    String ours = text.startsWith(OF_DELTA) ? text.substring(OF_DELTA.length()) : text;
    int end = text.startsWith(OF_DELTA) ? ours.indexOf(": ") : ours.length();
    return end < 0 ? command : ours.substring(0, end).lines().findFirst().orElse(command);
  }
}

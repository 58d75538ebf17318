package dev.tracewise.jobs.command;

import dev.tracewise.table.SessionDefaults;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** The one session of this process, started when the first command needs it. */
public final class SparkSessions {
  private volatile @Nullable SparkSession session;
  private volatile boolean interrupted;

  /**
   * The session. The master comes from SparkSubmit, else from {@code --master}, else {@code
   * local[*]}.
   */
  synchronized SparkSession session(GlobalOptions options) {
    if (session == null) {
      session = start(options.master, options.spark);
    }
    return session;
  }

  /** Whether a session was started. */
  public synchronized boolean started() {
    return session != null;
  }

  /**
   * Cancels what runs in the session, if there is one; the command in work ends by an error. Spark
   * would log each task that it kills with its stack: from here on the log is silent.
   */
  public void interrupt() {
    interrupted = true;
    SparkSession running = session;
    if (running != null && !running.sparkContext().isStopped()) {
      running.sparkContext().setLogLevel("OFF");
      running.sparkContext().cancelAllJobs();
    }
  }

  /** Whether errors from now on are the interruption's. */
  public boolean interrupted() {
    return interrupted;
  }

  /** Ends the session, if there is one. */
  public synchronized void stop() {
    if (session != null) {
      session.stop();
      session = null;
    }
  }

  private static SparkSession start(@Nullable String master, Map<String, String> settings) {
    SparkSession.Builder builder = SparkSession.builder().appName("tracewise");
    SessionDefaults.configuration().forEach((key, value) -> setUnlessGiven(builder, key, value));
    setUnlessGiven(builder, "spark.ui.enabled", "false");
    settings.forEach(builder::config);
    if (System.getProperty("spark.master") == null) {
      builder.master(master == null ? "local[*]" : master);
    }
    SparkSession started = builder.getOrCreate();
    started.sparkContext().setLogLevel(SessionDefaults.LOG_LEVEL);
    return started;
  }

  private static void setUnlessGiven(SparkSession.Builder builder, String key, String value) {
    if (System.getProperty(key) == null) {
      builder.config(key, value);
    }
  }
}

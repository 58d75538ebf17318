package dev.tracewise.action.rewards;

import java.io.FileNotFoundException;
import java.util.Set;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.delta.VersionNotFoundException;

/** Errors that say that what a change feed needs is gone: VACUUM or the cleanup of the log. */
public final class LostHistory {
  private static final Set<String> CONDITIONS =
      Set.of(
          "DELTA_CHANGE_TABLE_FEED_DISABLED",
          "DELTA_LOG_FILE_NOT_FOUND",
          "DELTA_MISSING_CHANGE_DATA",
          "DELTA_TRUNCATED_TRANSACTION_LOG",
          "DELTA_VERSIONS_NOT_CONTIGUOUS",
          "FAILED_READ_FILE.FILE_NOT_EXIST");

  private LostHistory() {}

  /** Whether an error, or what caused it, is of that kind. */
  public static boolean isCauseOf(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      boolean named =
          cause instanceof SparkThrowable spark
              && spark.getCondition() != null
              && CONDITIONS.contains(spark.getCondition());
      if (named
          || cause instanceof FileNotFoundException
          || cause instanceof VersionNotFoundException) {
        return true;
      }
    }
    return false;
  }
}

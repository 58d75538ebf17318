package dev.tracewise.action;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/**
 * Writes to different tables side by side: planning a merge takes one thread, and several plan at
 * once. Each step runs under its own job description.
 */
final class SideBySide implements AutoCloseable {
  private static final int THREADS = 4;

  private final SparkSession spark;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final List<CompletableFuture<?>> steps = new ArrayList<>();

  SideBySide(SparkSession spark) {
    this.spark = spark;
  }

  /** Begins a step that answers nothing. */
  void run(String description, Runnable step) {
    steps.add(
        begin(
            description,
            () -> {
              step.run();
              return 0;
            }));
  }

  /** Begins a step. */
  <T> CompletableFuture<T> begin(String description, Supplier<T> step) {
    CompletableFuture<T> begun =
        CompletableFuture.supplyAsync(
            () -> {
              SparkSession.setActiveSession(spark);
              return JobDescription.during(spark.sparkContext(), description, step);
            },
            threads);
    steps.add(begun);
    return begun;
  }

  /** Waits for all steps; the error of the first that failed is thrown once all have ended. */
  void join() {
    CompletableFuture<Void> all = CompletableFuture.allOf(steps.toArray(CompletableFuture[]::new));
    try {
      all.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw e;
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}

package dev.tracewise.jobs.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tracewise.model.Errors;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Spark SQL as one would first write it, as a peer: one query in an application of its own, with
 * the settings that Spark and the JVM come with, and the cores and the memory of this process. It
 * stays alive between the calls, so that all but the first find it warm.
 */
final class PlainSpark implements AutoCloseable {
  /** What Spark needs to run on this Java, its memory, and where it logs to. */
  private static final List<String> KEPT =
      List.of("--add-opens", "-Xmx", "-Djdk.reflect", "-Dio.netty", "-Dlog4j2.", "-Dtracewise.log");

  private final Path errors;
  private final Process process;
  private final PrintWriter jobs;
  private final BufferedReader answers;

  /**
   * Starts it.
   *
   * @param folder where it works
   * @param cores how many tasks it runs at once
   */
  PlainSpark(Path folder, int cores) {
    this.errors = folder.resolve("naive.log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> KEPT.stream().anyMatch(argument::startsWith))
        .forEach(command::add);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(PlainSparkJob.class.getName(), Integer.toString(cores)));
    try {
      this.process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectError(errors.toFile())
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.jobs = new PrintWriter(process.outputWriter(UTF_8), true);
    this.answers = process.inputReader(UTF_8);
  }

  /**
   * Runs the query of the rewards.
   *
   * @param warehouse folder with the tables
   * @param target folder of Parquet files to write
   * @return seconds
   */
  double rewards(Path warehouse, Path target) {
    jobs.println(warehouse);
    jobs.println(target);
    try {
      String answer = answers.readLine();
      if (answer == null) {
        throw Errors.failed(
            "measure plain Spark SQL",
            "its process ended with " + process.waitFor(),
            "See " + errors + ".",
            new IllegalStateException(lastLine()));
      }
      return Double.parseDouble(answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while plain Spark SQL ran", e);
    }
  }

  private String lastLine() throws IOException {
    try (Stream<String> lines = Files.lines(errors)) {
      return lines.reduce("", (earlier, later) -> later);
    }
  }

  /** Ends it. */
  @Override
  public void close() {
    process.destroy();
  }
}

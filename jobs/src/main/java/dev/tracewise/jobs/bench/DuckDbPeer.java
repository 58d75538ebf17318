package dev.tracewise.jobs.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tracewise.jobs.output.Json;
import dev.tracewise.model.Errors;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** DuckDB as a peer: called through a Python that has the package {@code duckdb}. */
final class DuckDbPeer {
  private final String python;

  /** By that interpreter. */
  DuckDbPeer(String python) {
    this.python = python;
  }

  /** Why it cannot be called; empty when it can. */
  Optional<String> missing() {
    try {
      Output probe = run("", "-c", "import duckdb");
      return probe.exitCode() == 0
          ? Optional.empty()
          : Optional.of(python + " has no package duckdb");
    } catch (UncheckedIOException e) {
      return Optional.of(python + " cannot be run");
    }
  }

  /**
   * Runs the query of the rewards; the first run does not count.
   *
   * @param spans folder of Parquet files
   * @param feedback folder of Parquet files
   * @param target file to write
   * @param rounds how often
   * @return the quickest but for the first
   */
  RewardFigures.DuckDb rewards(Path spans, Path feedback, Path target, int threads, int rounds) {
    Map<String, Object> job =
        Map.of(
            "threads",
            threads,
            "rounds",
            rounds,
            "tables",
            Map.of("spans", files(spans), "feedback", files(feedback)),
            "target",
            target.toString(),
            "query",
            Resources.text("rewards_duckdb.sql"));
    Output output = run(Json.tree(job).toString(), "-c", Resources.text("duckdb_rewards.py"));
    if (output.exitCode() != 0) {
      throw Errors.failed(
          "measure DuckDB",
          "its process ended with " + output.exitCode(),
          "Give another Python with --duckdb, or one without duckdb to leave it out.",
          new IllegalStateException(output.text()));
    }
    JsonNode answer = Json.parse(output.text());
    return new RewardFigures.DuckDb(
        answer.path("version").asText(), answer.path("seconds").asDouble());
  }

  private static List<String> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(Path::toString).filter(name -> name.endsWith(".parquet")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Output(int exitCode, String text) {}

  private Output run(String input, String... arguments) {
    List<String> command = Stream.concat(Stream.of(python), Stream.of(arguments)).toList();
    try {
      Path errors = Files.createTempFile("duckdb", ".txt");
      Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
      try (OutputStream stdin = process.getOutputStream()) {
        stdin.write(input.getBytes(StandardCharsets.UTF_8));
      }
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int exitCode = process.waitFor();
      String said = exitCode == 0 ? text : Files.readString(errors);
      Files.delete(errors);
      return new Output(exitCode, said);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + python + " ran", e);
    }
  }
}

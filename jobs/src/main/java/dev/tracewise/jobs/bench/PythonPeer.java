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
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A peer that is called through an interpreter of Python which has its packages. */
final class PythonPeer {
  private final String python;
  private final List<String> packages;

  /**
   * The peer.
   *
   * @param python the interpreter
   * @param packages what it must be able to import
   */
  PythonPeer(String python, String... packages) {
    this.python = python;
    this.packages = List.of(packages);
  }

  /** Why it cannot be called; empty when it can. */
  Optional<String> missing() {
    String imports = packages.stream().map("import "::concat).collect(Collectors.joining("\n"));
    try {
      return run("", "-c", imports).exitCode() == 0
          ? Optional.empty()
          : Optional.of(python + " has no package " + String.join(" or no ", packages));
    } catch (UncheckedIOException e) {
      return Optional.of(python + " cannot be run");
    }
  }

  /**
   * Hands a job to a script of this package and gives its answer.
   *
   * @param script name of the script
   * @param job what it reads, as JSON
   */
  JsonNode call(String script, Object job) {
    Output output = run(Json.tree(job).toString(), "-c", Resources.text(script));
    if (output.exitCode() != 0) {
      throw Errors.failed(
          "measure " + packages.get(0),
          "its process ended with " + output.exitCode(),
          "Give another Python, or one without " + packages.get(0) + " to leave it out.",
          new IllegalStateException(output.text()));
    }
    return Json.parse(output.text());
  }

  /** The Parquet files of a folder, sorted. */
  static List<String> files(Path folder) {
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
      Path errors = Files.createTempFile("peer", ".txt");
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

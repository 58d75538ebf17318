package dev.tracewise.table;

import dev.tracewise.model.Hashes;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * A virtual environment with pinned packages under {@code ~/.cache/tracewise}, made once for each
 * set of pins. Tests are skipped, with the reason, where there is no Python or no package index.
 */
public final class PythonEnvironment {
  private static final int MINUTES = 5;

  private final Path python;

  private PythonEnvironment(Path python) {
    this.python = python;
  }

  /** The environment of these requirements. */
  public static PythonEnvironment of(Path requirements) throws IOException, InterruptedException {
    String pins = Files.readString(requirements);
    String hash = Hashes.sha256(pins.getBytes(StandardCharsets.UTF_8)).substring(0, 12);
    Path cache =
        Files.createDirectories(Path.of(System.getProperty("user.home"), ".cache", "tracewise"));
    Path home = cache.resolve("python-" + hash);
    try (FileChannel lock =
        FileChannel.open(
            cache.resolve("python-" + hash + ".lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE)) {
      lock.lock();
      Path done = home.resolve("complete");
      if (!Files.exists(done)) {
        require("python3 is missing", "python3", "-m", "venv", "--clear", home.toString());
        require(
            "the packages cannot be installed",
            home.resolve("bin/python").toString(),
            "-m",
            "pip",
            "install",
            "--quiet",
            "-r",
            requirements.toString());
        Files.createFile(done);
      }
    }
    return new PythonEnvironment(home.resolve("bin/python"));
  }

  /** Runs a script. */
  public Output run(Path script, Path argument) throws IOException, InterruptedException {
    return run(List.of(python.toString(), script.toString(), argument.toString()));
  }

  /**
   * What a process did.
   *
   * @param exitCode its exit code
   * @param text standard output and error
   */
  public record Output(int exitCode, String text) {}

  private static void require(String why, String... command)
      throws IOException, InterruptedException {
    Output output;
    try {
      output = run(List.of(command));
    } catch (IOException e) {
      output = new Output(-1, String.valueOf(e.getMessage()));
    }
    Assumptions.assumeTrue(
        output.exitCode() == 0,
        "Python cannot read the tables here: " + why + ": " + output.text());
  }

  private static Output run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IOException("no end after " + MINUTES + " minutes: " + command);
    }
    return new Output(process.exitValue(), text);
  }
}

package dev.tracewise.jobs.command;

import dev.tracewise.model.Errors;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The folder of a measurement, which no other one may have used. */
final class BenchFolder {
  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder for all that is made and measured (default: ${DEFAULT-VALUE}).")
  Path out;

  /** The option where nothing is said. */
  BenchFolder(String name) {
    out = Path.of("./" + name);
  }

  /** Where it lies. */
  Path path() {
    return out.toAbsolutePath().normalize();
  }

  /** What a dry run says. */
  Result planned() {
    return new DemoCommand.Planned("would_write", path().toString());
  }

  /** Refuses a folder that is there already. */
  void requireNew() {
    if (Files.exists(path())) {
      throw Errors.usage(
          "measure in " + path(),
          "the folder exists already",
          "Remove it, or give another one with --out.");
    }
  }
}

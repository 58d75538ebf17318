package dev.tracewise.jobs.command;

import dev.tracewise.model.Errors;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder of a measurement, which no other one may have used. */
final class BenchFolder {
  private BenchFolder() {}

  /** Refuses a folder that is there already. */
  static void requireNew(Path folder) {
    if (Files.exists(folder)) {
      throw Errors.usage(
          "measure in " + folder,
          "the folder exists already",
          "Remove it, or give another one with --out.");
    }
  }
}

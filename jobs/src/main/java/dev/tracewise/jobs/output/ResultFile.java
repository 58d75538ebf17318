package dev.tracewise.jobs.output;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tracewise.model.Errors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The file of {@code --result}: there with its whole content, or not at all. */
public final class ResultFile {
  private ResultFile() {}

  /** Writes the result beside the file and moves it into place. */
  public static void write(Path file, JsonNode result) {
    Path target = file.toAbsolutePath();
    Path folder = target.getParent();
    try {
      Files.createDirectories(folder);
      Path written = Files.createTempFile(folder, ".tracewise-", ".json");
      Files.writeString(written, Json.line(result) + "\n", StandardCharsets.UTF_8);
      Files.move(
          written, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw Errors.failed(
          "write the result to " + file, String.valueOf(e.getMessage()), "Name another file.", e);
    }
  }
}

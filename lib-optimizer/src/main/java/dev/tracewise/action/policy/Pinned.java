package dev.tracewise.action.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tracewise.action.OptimizePolicy.Request;
import dev.tracewise.model.Errors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a run holds fast from its first moment, so that it ends the same when it is cut.
 *
 * @param settings what was asked for, as JSON
 * @param experiencesVersion Delta version of the experiences
 * @param baselineVersion version that was active; null for the logged behaviour
 * @param lastDatasetSha256 training set of the training before; null for none
 */
record Pinned(
    String settings,
    long experiencesVersion,
    @Nullable Long baselineVersion,
    @Nullable String lastDatasetSha256) {
  private static final String FILE = "pinned.json";
  private static final JsonMapper JSON = new JsonMapper();

  /** What the run's folder holds, or what is fresh now, which it then holds. */
  static Pinned in(RunFolder folder, Request request, Supplier<Pinned> fresh) {
    Optional<Pinned> held = folder.read(FILE).map(Pinned::parse);
    if (held.isEmpty()) {
      Pinned pinned = fresh.get();
      folder.write(FILE, pinned.json());
      return pinned;
    }
    if (!held.get().settings().equals(request.settings())) {
      throw Errors.usage(
          "resume run \"" + request.runId() + "\"",
          "it was started with other settings",
          "Give the settings of its start, or another --run-id.");
    }
    return held.get();
  }

  /** {@code logged} or {@code version:N}. */
  String baselineName() {
    return baselineVersion == null ? "logged" : "version:" + baselineVersion;
  }

  private byte[] json() {
    try {
      return JSON.writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a plain record", e);
    }
  }

  private static Pinned parse(byte[] bytes) {
    try {
      return JSON.readValue(bytes, Pinned.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

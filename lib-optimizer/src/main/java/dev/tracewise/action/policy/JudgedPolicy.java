package dev.tracewise.action.policy;

import dev.tracewise.model.Errors;
import dev.tracewise.table.VersionReference;
import java.io.Serializable;

/** A policy that can be named on the command line. */
public sealed interface JudgedPolicy extends Serializable {
  /** Every option alike. */
  record Uniform() implements JudgedPolicy {}

  /** What the log did. */
  record Logged() implements JudgedPolicy {}

  /**
   * Always the same option.
   *
   * @param option its name
   */
  record Always(String option) implements JudgedPolicy {}

  /**
   * A version of the registry.
   *
   * @param reference which, as people write it
   */
  record Version(VersionReference reference) implements JudgedPolicy {}

  /**
   * Probabilities from a file of JSON lines with {@code interaction_id} and {@code probabilities}.
   *
   * @param uri the file
   */
  record FromFile(String uri) implements JudgedPolicy {}

  /**
   * Reads {@code uniform}, {@code logged}, {@code always:OPTION}, {@code version:N}, {@code
   * file:F}.
   */
  static JudgedPolicy parse(String text) {
    int colon = text.indexOf(':');
    String name = colon < 0 ? text : text.substring(0, colon);
    String value = colon < 0 ? "" : text.substring(colon + 1);
    return switch (name) {
      case "uniform" -> new Uniform();
      case "logged" -> new Logged();
      case "always" -> new Always(required(text, value));
      case "version" -> new Version(VersionReference.parse(required(text, value)));
      case "file" -> new FromFile(required(text, value));
      default -> throw unknown(text, "there is no policy of that name");
    };
  }

  private static String required(String text, String value) {
    if (value.isBlank()) {
      throw unknown(text, "nothing follows the colon");
    }
    return value;
  }

  private static RuntimeException unknown(String text, String why) {
    return Errors.usage(
        "evaluate policy \"" + text + "\"",
        why,
        "Policies: uniform, logged, always:OPTION, version:N, file:F.");
  }
}

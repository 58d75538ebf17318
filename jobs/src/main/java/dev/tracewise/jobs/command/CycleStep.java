package dev.tracewise.jobs.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One step of a cycle.
 *
 * @param step rewards, annotate, coordinate, decide, optimize, tune, activate, train or watch
 * @param agentId the agent, where it is about one
 * @param modality the modality, where it is about one
 * @param status the status of its result; failed where it came to an error
 * @param result what the command of that name answers with {@code --json}
 */
record CycleStep(
    String step,
    @Nullable String agentId,
    @Nullable String modality,
    String status,
    JsonNode result) {
  static final String FAILED = "failed";

  /** Under {@code --dry-run} only whether there is anything to do. */
  private static final List<String> NEWS = List.of("pending", "workflows_pending");

  boolean is(String name) {
    return step.equals(name);
  }

  boolean hasFailed() {
    return status.equals(FAILED);
  }

  boolean wasDone() {
    return status.equals("done");
  }

  /** How many versions it took back. */
  long rolledBack() {
    long count = 0;
    for (JsonNode watched : result.path("watched")) {
      count += watched.path("rolled_back").asBoolean() ? 1 : 0;
    }
    return count;
  }

  @Nullable Long version() {
    JsonNode version = result.path("version");
    return version.isIntegralNumber() ? version.asLong() : null;
  }

  /** The version that it made, as the command line names it. */
  String label() {
    String scope = modality == null ? agentId : "agent/" + agentId + "/modality/" + modality;
    return scope + "/routing_policy@" + version();
  }

  /** Whether it looks for a better version. */
  boolean looksForVersions() {
    return is("optimize") || is("tune");
  }

  /** Whether it took the version live that another step made. */
  boolean activates(CycleStep made) {
    return is("activate")
        && wasDone()
        && Objects.equals(agentId, made.agentId())
        && Objects.equals(modality, made.modality())
        && result.path("activated").asLong() == Objects.requireNonNullElse(made.version(), 0L);
  }

  /** What came of it, in a few words. */
  String what() {
    for (String news : NEWS) {
      if (result.has(news)) {
        return result.path(news).asBoolean() ? "something is new" : "nothing is new";
      }
    }
    JsonNode reason = result.path(hasFailed() ? "error" : "reason");
    return switch (step) {
      case "rewards" ->
          hasFailed()
              ? reason.asText()
              : count("experiences_written", "written")
                  + ", "
                  + count("experiences_updated", "updated");
      case "annotate" ->
          hasFailed()
              ? reason.asText()
              : count("requested", "requested") + ", " + count("labelled", "labelled");
      case "coordinate" ->
          hasFailed()
              ? reason.asText()
              : count("workflows_written", "workflows")
                  + ", "
                  + count("metrics_written", "metrics");
      case "decide" -> hasFailed() ? reason.asText() : verdicts();
      case "watch" -> hasFailed() ? reason.asText() : watched();
      case "tune" ->
          hasFailed() || reason.isMissingNode()
              ? reason.asText(result.path("due").asText())
              : result.path("due").asText() + ": " + reason.asText();
      default -> reason.asText();
    };
  }

  private String count(String field, String word) {
    return String.format(Locale.ROOT, "%d %s", result.path(field).asLong(), word);
  }

  private String verdicts() {
    long train = 0;
    for (JsonNode decision : result.path("decisions")) {
      train += decision.path("verdict").asText().equals("train") ? 1 : 0;
    }
    return train + " to train, " + (result.path("decisions").size() - train) + " to wait";
  }

  private String watched() {
    return result.path("watched").size() + " live, " + rolledBack() + " taken back";
  }
}

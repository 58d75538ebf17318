package dev.tracewise.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.tracewise.model.Parsed;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Trace exports of Langfuse: {@code {trace, observations}}, a trace that holds its observations, or
 * observations alone. Scores become feedback. What an export holds twice is read once.
 *
 * @see <a href="https://api.reference.langfuse.com/">Langfuse API</a>
 */
public final class LangfuseFormat implements RecordFormat {
  private final Clock clock;

  /**
   * @param clock tells the present; observations of a later day are rejected
   */
  public LangfuseFormat(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return "langfuse";
  }

  @Override
  public boolean recognises(JsonNode value) {
    JsonNode first = value.isArray() ? value.path(0) : value;
    return isExport(first) || isTrace(first) || isObservation(first);
  }

  @Override
  public List<Parsed> read(JsonNode value, RecordOrigin origin) {
    Export export = new Export(origin, clock.instant());
    if (value.isArray()) {
      value.forEach(export::readAny);
    } else {
      export.readAny(value);
    }
    return export.parsed;
  }

  private static boolean isExport(JsonNode value) {
    JsonNode trace = value.path("trace");
    return trace.isObject() && (value.path("observations").isArray() || isTrace(trace));
  }

  private static boolean isTrace(JsonNode value) {
    return (value.has("observations") && (value.has("timestamp") || value.has("id")))
        || isBareTrace(value);
  }

  /** A trace without its observations, as the list of traces shows it. */
  private static boolean isBareTrace(JsonNode value) {
    return value.has("projectId")
        && value.has("timestamp")
        && value.path("id").isTextual()
        && (value.has("input") || value.has("output"))
        && !value.has("traceId");
  }

  private static boolean isObservation(JsonNode value) {
    return value.has("traceId")
        && value.path("type").isTextual()
        && !value.has("spanContext")
        && (value.has("parentObservationId") || value.has("level") || value.has("usageDetails"));
  }

  /** One call of read. */
  private static final class Export {
    private final RecordOrigin origin;
    private final Instant now;
    private final List<Parsed> parsed = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();

    Export(RecordOrigin origin, Instant now) {
      this.origin = origin;
      this.now = now;
    }

    void readAny(JsonNode value) {
      if (value.path("trace").isObject()) {
        JsonNode trace = value.get("trace");
        readObservations(value.path("observations"), trace, value);
        readTrace(trace, value.path("observations"));
        readScores(value.path("scores"));
      } else if (isTrace(value)) {
        readTrace(value, MissingNode.getInstance());
      } else {
        readObservation(value, value.path("trace"));
      }
    }

    private void readTrace(JsonNode trace, JsonNode observationsBeside) {
      JsonNode within = trace.path("observations");
      readObservations(within, trace, trace);
      if (within.isEmpty() && observationsBeside.isEmpty()) {
        parsed.addAll(LangfuseObservation.ofTrace(trace, origin, now));
      }
      readScores(trace.path("scores"));
    }

    private void readObservations(JsonNode list, JsonNode trace, JsonNode record) {
      if (list.isArray()) {
        list.forEach(observation -> readObservation(observation, trace));
      } else if (!list.isMissingNode() && !list.isNull()) {
        parsed.add(
            Rejections.of(
                record,
                origin,
                new Problem(
                    "wrong_type", "observations", "The field observations should be a list.")));
      }
    }

    private void readObservation(JsonNode observation, JsonNode trace) {
      if (seen.add(key(observation))) {
        parsed.addAll(LangfuseObservation.read(observation, trace, origin, now));
      }
    }

    private void readScores(JsonNode scores) {
      for (JsonNode score : scores) {
        if (seen.add("score:" + key(score))) {
          parsed.add(LangfuseScore.read(score, origin, now));
        }
      }
    }

    private static String key(JsonNode item) {
      JsonNode id = item.path("id");
      return id.isTextual() ? id.textValue() : item.toString();
    }
  }
}

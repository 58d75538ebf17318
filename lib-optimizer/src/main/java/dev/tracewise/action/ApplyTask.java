package dev.tracewise.action;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tracewise.learn.routing.Recommendation;
import dev.tracewise.model.ChoiceRequest;
import dev.tracewise.model.Decision;
import dev.tracewise.model.Decision.Served;
import dev.tracewise.model.Hashes;
import dev.tracewise.model.Measures;
import dev.tracewise.model.Option;
import dev.tracewise.table.DecisionsTable;
import dev.tracewise.table.QuarantineTable;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Decides for requests, on an executor. */
final class ApplyTask implements FlatMapFunction<Iterator<Asked>, Row> {
  private static final long serialVersionUID = 1L;
  private static final JsonMapper JSON = new JsonMapper();

  private final Serving serving;
  private final Broadcast<Map<String, byte[]>> artifacts;

  ApplyTask(Serving serving, Broadcast<Map<String, byte[]>> artifacts) {
    this.serving = serving;
    this.artifacts = artifacts;
  }

  /**
   * What serves, and how.
   *
   * @param tenantId tenant
   * @param agentId agent
   * @param kind kind of version
   * @param versions their numbers by modality of the context, see {@link DecidingVersions}; where
   *     there is none, the baseline rule decides
   * @param lender tenant whose versions they are, where that is another one; null otherwise
   * @param fallback the baseline rule
   * @param standings how the agent does, by modality
   * @param explore share of decisions drawn evenly among the options
   * @param seed seed of the draws
   * @param now when it is decided, for requests that name no time
   */
  record Serving(
      String tenantId,
      String agentId,
      String kind,
      Map<String, Long> versions,
      @Nullable String lender,
      ApplyPolicy.Fallback fallback,
      Map<String, Standing> standings,
      double explore,
      long seed,
      Instant now)
      implements Serializable {}

  /**
   * How an agent does in a modality.
   *
   * @param preferences moving mean reward of each option
   * @param ready whether there is enough to optimize
   */
  record Standing(Map<String, Double> preferences, boolean ready) implements Serializable {
    static final Standing UNKNOWN = new Standing(Map.of(), false);
  }

  /**
   * The schema of the rows: a line for the output, and a decision or a rejection for the tables.
   */
  static StructType schema() {
    return new StructType()
        .add("file", DataTypes.IntegerType, false)
        .add("file_line", DataTypes.LongType, false)
        .add("position", DataTypes.LongType, false)
        .add("line", DataTypes.StringType, true)
        .add("decision", Batch.nullable(DecisionsTable.DEFINITION.schema()), true)
        .add("rejection", Batch.nullable(QuarantineTable.DEFINITION.schema()), true);
  }

  @Override
  public Iterator<Row> call(Iterator<Asked> requests) {
    Map<String, Decider> deciders = new HashMap<>();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return requests.hasNext();
      }

      @Override
      public Row next() {
        return row(requests.next(), deciders);
      }
    };
  }

  private Row row(Asked asked, Map<String, Decider> deciders) {
    ChoiceRequest request = asked.request();
    return request == null
        ? row(asked.place(), null, null, asked.rejection())
        : deciders.computeIfAbsent(served(request), Decider::new).decided(asked.place(), request);
  }

  private static Row row(
      Asked.Place place, @Nullable String line, @Nullable Row decision, @Nullable Row rejection) {
    return RowFactory.create(
        place.file(), place.line(), place.position(), line, decision, rejection);
  }

  private String served(ChoiceRequest request) {
    String modality = request.modality();
    boolean special =
        modality != null
            && (serving.versions().containsKey(modality)
                || serving.standings().containsKey(modality));
    return special ? requireNonNull(modality) : DecidingVersions.ANY;
  }

  /** A version, read once for a task. */
  private final class Decider {
    private final @Nullable Long version;
    private final Standing standing;
    private final Advisor advisor;

    Decider(String modality) {
      String key = serving.versions().containsKey(modality) ? modality : DecidingVersions.ANY;
      version = serving.versions().get(key);
      standing = serving.standings().getOrDefault(modality, Standing.UNKNOWN);
      advisor =
          new Advisor(
              version == null ? null : requireNonNull(artifacts.value().get(key)),
              serving.fallback(),
              serving.agentId() + "/" + serving.kind() + "@" + version,
              standing.preferences());
    }

    private Row decided(Asked.Place place, ChoiceRequest request) {
      double[] probabilities = mixture(advisor.probabilities(request.context(), request.options()));
      int drawn = draw(request.interactionId(), probabilities);
      return row(
          place,
          line(request, probabilities, drawn),
          DecisionsTable.row(decision(request, ownVersion(), probabilities, drawn), serving.now()),
          null);
    }

    /** What another tenant's version decides is no evidence about a version of this one. */
    private @Nullable Long ownVersion() {
      return serving.lender() == null ? version : null;
    }

    private String line(ChoiceRequest request, double[] probabilities, int drawn) {
      ObjectNode line = JSON.createObjectNode();
      line.put("interaction_id", request.interactionId());
      line.put("option", request.options().get(drawn).name());
      line.put("probability", probabilities[drawn]);
      put(line.putObject("probabilities"), request.options(), probabilities);
      double[] estimated = advisor.values(request.context(), request.options());
      put(line.putObject("values"), request.options(), estimated);
      explain(line, request, probabilities[drawn], drawn, estimated);
      line.put("version", ownVersion());
      if (serving.lender() != null) {
        line.put("shared_tenant", serving.lender()).put("shared_version", version);
      }
      return line.toString();
    }

    private void explain(
        ObjectNode line, ChoiceRequest request, double probability, int drawn, double[] values) {
      Recommendation why =
          advisor.recommendation(request.context(), request.options(), drawn, probability, values);
      line.put("confidence", why.confidence());
      line.put("reasoning", why.reasoning());
      line.put("decided_by", why.decidedBy());
      line.put("ready", standing.ready());
    }

    private static void put(ObjectNode object, List<Option> options, double[] numbers) {
      for (int o = 0; o < numbers.length; o++) {
        object.put(options.get(o).name(), numbers[o]);
      }
    }
  }

  private double[] mixture(double[] probabilities) {
    double even = serving.explore() / probabilities.length;
    for (int o = 0; o < probabilities.length; o++) {
      probabilities[o] = (1 - serving.explore()) * probabilities[o] + even;
    }
    return probabilities;
  }

  private int draw(String interactionId, double[] probabilities) {
    byte[] hash =
        Hashes.sha256Bytes(
            "draw",
            Long.toString(serving.seed()),
            serving.tenantId(),
            serving.agentId(),
            interactionId);
    double uniform = (ByteBuffer.wrap(hash).getLong() >>> 11) * 0x1.0p-53;
    double below = 0;
    int last = 0;
    for (int o = 0; o < probabilities.length; o++) {
      below += probabilities[o];
      if (probabilities[o] > 0) {
        last = o;
        if (uniform < below) {
          return o;
        }
      }
    }
    return last;
  }

  private Decision decision(
      ChoiceRequest request, @Nullable Long version, double[] probabilities, int drawn) {
    Map<String, Double> byOption = new TreeMap<>();
    for (int o = 0; o < probabilities.length; o++) {
      byOption.put(request.options().get(o).name(), probabilities[o]);
    }
    return new Decision(
        request.tenantId(),
        request.interactionId(),
        request.time(),
        request.agentId(),
        request.modality(),
        request.sessionId(),
        request.userId(),
        request.traceId(),
        request.spanId(),
        null,
        request.context(),
        request.options(),
        request.options().get(drawn).name(),
        probabilities[drawn],
        byOption,
        null,
        Measures.UNKNOWN,
        null,
        Map.of(),
        Map.of(),
        version == null ? null : new Served(serving.kind(), version),
        null);
  }
}

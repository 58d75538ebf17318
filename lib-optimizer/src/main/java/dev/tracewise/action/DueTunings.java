package dev.tracewise.action;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tracewise.action.policy.MissingPropensity;
import dev.tracewise.action.policy.RouterStanding;
import dev.tracewise.action.policy.RouterStanding.Router;
import dev.tracewise.action.policy.Subject;
import dev.tracewise.learn.router.RouterArtifact;
import dev.tracewise.learn.routing.TuningTrigger;
import dev.tracewise.model.VersionKind;
import dev.tracewise.table.RunRow;
import dev.tracewise.table.RunsTable;
import dev.tracewise.table.SmallReads;
import dev.tracewise.table.VersionFilter;
import dev.tracewise.table.VersionRow;
import dev.tracewise.table.VersionStatus;
import dev.tracewise.table.Warehouse;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.jspecify.annotations.Nullable;

/**
 * Which routers are to be tuned again. A router is an agent whose live version is one, or of which
 * nothing is live yet and whose description says so. Without any router this reads the list of live
 * versions and nothing else.
 */
public final class DueTunings {
  private static final JsonMapper JSON = new JsonMapper();

  private final Warehouse warehouse;
  private final String tenant;
  private final TuningTrigger trigger;
  private final Clock clock;
  private final SmallReads reads;

  /** The action for a tenant. */
  public DueTunings(Warehouse warehouse, String tenant, TuningTrigger trigger, Clock clock) {
    this.warehouse = warehouse;
    this.tenant = tenant;
    this.trigger = trigger;
    this.clock = clock;
    this.reads = new SmallReads(URI.create(warehouse.root()), () -> warehouse);
  }

  /**
   * What is asked for.
   *
   * @param agentId only this agent; null for all
   * @param described agents whose description says that they are routers
   * @param runId run that this belongs to: its own tunings do not count as earlier ones, so that a
   *     run that was cut finds the same routers again
   */
  public record Request(@Nullable String agentId, Set<String> described, String runId) {
    /** Copies the agents. */
    public Request {
      described = Set.copyOf(described);
    }
  }

  /**
   * A router that is to be tuned.
   *
   * @param agentId the agent
   * @param modality the modality of its live version, where narrowed
   * @param reason why now
   */
  public record Due(String agentId, @Nullable String modality, String reason) {}

  /** Looks; by agent and modality. */
  public List<Due> execute(Request request) {
    List<Router> routers = routers(request);
    if (routers.isEmpty()) {
      return List.of();
    }
    List<RouterStanding> standings = RouterStanding.of(warehouse, tenant, routers);
    List<RunRow> tunings = tunings(request.runId());
    List<Due> due = new ArrayList<>();
    for (int i = 0; i < routers.size(); i++) {
      Subject subject = routers.get(i).subject();
      RouterStanding standing = standings.get(i);
      List<RunRow> before = tunings.stream().filter(run -> isOf(subject, run)).toList();
      trigger
          .due(standing.labelled(), sinceLast(before), accuracyAfter(before), standing.accuracy())
          .ifPresent(why -> due.add(new Due(subject.agentId(), subject.modality(), why)));
    }
    return due;
  }

  private List<Router> routers(Request request) {
    List<VersionRow> live =
        reads.versions(tenant, new VersionFilter(VersionKind.ROUTING_POLICY, null, null)).stream()
            .filter(version -> version.status() == VersionStatus.ACTIVE)
            .toList();
    List<Router> routers = new ArrayList<>();
    Set<String> unserved = new TreeSet<>(request.described());
    for (VersionRow version : live) {
      String agent = version.agentId();
      if (agent != null) {
        unserved.remove(agent);
        byte[] artifact = reads.artifact(version).bytes();
        if (RouterArtifact.is(artifact)) {
          routers.add(new Router(subject(agent, version.modality()), artifact));
        }
      }
    }
    unserved.forEach(agent -> routers.add(new Router(subject(agent, null), null)));
    String only = request.agentId();
    return routers.stream()
        .filter(each -> only == null || only.equals(each.subject().agentId()))
        .sorted(Comparator.comparing(each -> each.subject().scope().id()))
        .toList();
  }

  private Subject subject(String agent, @Nullable String modality) {
    return new Subject(tenant, agent, modality, MissingPropensity.LEFT_OUT);
  }

  /** Earlier tunings of all routers that came to an end, the last first. */
  private List<RunRow> tunings(String runId) {
    Column tuned =
        col("kind")
            .equalTo(VersionKind.ROUTING_POLICY.id())
            .and(col("optimizer").equalTo(TuneRouter.TARGET))
            .and(col("status").isin("candidate", "refused"));
    return warehouse
        .table(RunsTable.DEFINITION)
        .read(tenant)
        .where(tuned)
        .where(not(col("run_id").startsWith(runId + "/")))
        .orderBy(col("finished_at").desc(), col("run_id"))
        .collectAsList()
        .stream()
        .map(RunsTable::of)
        .toList();
  }

  private static boolean isOf(Subject subject, RunRow run) {
    return subject.agentId().equals(run.agentId())
        && Objects.equals(subject.modality(), run.modality());
  }

  private @Nullable Duration sinceLast(List<RunRow> tunings) {
    Instant last = tunings.isEmpty() ? null : tunings.get(0).finishedAt();
    return last == null ? null : Duration.between(last, clock.instant());
  }

  /** How right the last router was that a tuning made; null where no result says it. */
  private static @Nullable Double accuracyAfter(List<RunRow> tunings) {
    return tunings.stream()
        .map(RunRow::result)
        .filter(Objects::nonNull)
        .map(result -> tree(result).at("/quality_after/accuracy/estimate"))
        .filter(JsonNode::isNumber)
        .map(JsonNode::doubleValue)
        .findFirst()
        .orElse(null);
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the result of a run is JSON", e);
    }
  }
}

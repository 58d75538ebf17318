package dev.tracewise.action;

import dev.tracewise.action.policy.MissingPropensity;
import dev.tracewise.action.policy.RealisedRewards;
import dev.tracewise.action.policy.Subject;
import dev.tracewise.judge.RealisedReward;
import dev.tracewise.judge.RealisedReward.Standing;
import dev.tracewise.model.Evidence;
import dev.tracewise.model.Interval;
import dev.tracewise.model.VersionKind;
import dev.tracewise.table.Activator;
import dev.tracewise.table.Activator.Cause;
import dev.tracewise.table.VersionRegistry;
import dev.tracewise.table.VersionRow;
import dev.tracewise.table.Warehouse;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compares what live policies earn with what their evidence promised, and takes back those that
 * earn less.
 */
public final class WatchVersions {
  private final Warehouse warehouse;
  private final String tenant;
  private final VersionRegistry registry;
  private final Activator activator;

  /** The action for a tenant. */
  public WatchVersions(Warehouse warehouse, String tenant, Clock clock) {
    this.warehouse = warehouse;
    this.tenant = tenant;
    this.registry = new VersionRegistry(warehouse, clock);
    this.activator = new Activator(warehouse, clock);
  }

  /**
   * One live version.
   *
   * @param version its label
   * @param agentId its agent
   * @param modality its modality, where narrowed
   * @param promised value by its evidence
   * @param realised value since it went live; null while too few decisions have a reward
   * @param rows rewarded decisions since then
   * @param groups their groups
   * @param verdict holds, below or unknown
   * @param rolledBack whether it was taken back
   * @param reason the verdict in words
   */
  public record Watched(
      String version,
      String agentId,
      @Nullable String modality,
      Interval promised,
      @Nullable Interval realised,
      long rows,
      long groups,
      String verdict,
      boolean rolledBack,
      String reason) {
    private Watched takenBack() {
      return new Watched(
          version, agentId, modality, promised, realised, rows, groups, verdict, true, reason);
    }
  }

  /**
   * Looks, and takes back what earns less than promised.
   *
   * @param agentId only this agent; null for all
   * @param actor who does it
   */
  public List<Watched> execute(@Nullable String agentId, String actor) {
    List<Watched> all = new ArrayList<>();
    for (VersionRow version : live(agentId)) {
      Watched watched = watched(version);
      if (watched.verdict().equals(id(Standing.BELOW))) {
        activator.rollback(version, new Cause(actor, watched.reason()));
        watched = watched.takenBack();
      }
      all.add(watched);
    }
    return all;
  }

  /** Looks, and changes nothing. */
  public List<Watched> preview(@Nullable String agentId) {
    return live(agentId).stream().map(this::watched).toList();
  }

  private List<VersionRow> live(@Nullable String agentId) {
    return registry.active(tenant, VersionKind.ROUTING_POLICY).stream()
        .filter(version -> version.agentId() != null && version.evidence() != null)
        .filter(version -> agentId == null || agentId.equals(version.agentId()))
        .sorted(VersionRow.ORDER)
        .toList();
  }

  private Watched watched(VersionRow version) {
    Evidence evidence = Objects.requireNonNull(version.evidence());
    String agent = Objects.requireNonNull(version.agentId());
    Subject subject = new Subject(tenant, agent, version.modality(), MissingPropensity.LEFT_OUT);
    Instant since = Objects.requireNonNull(version.activatedAt());
    Optional<RealisedReward> earned =
        new RealisedRewards(warehouse)
            .of(subject, version, registry.artifact(version).bytes(), since);
    Standing standing =
        earned.map(each -> each.standing(evidence.value())).orElse(Standing.UNKNOWN);
    return new Watched(
        version.label(),
        agent,
        version.modality(),
        evidence.value(),
        standing == Standing.UNKNOWN ? null : earned.map(RealisedReward::value).orElse(null),
        earned.map(RealisedReward::rows).orElse(0L),
        earned.map(RealisedReward::groups).orElse(0L),
        id(standing),
        false,
        reason(standing, evidence.value(), earned));
  }

  private static String reason(
      Standing standing, Interval promised, Optional<RealisedReward> earned) {
    return switch (standing) {
      case UNKNOWN ->
          String.format(
              Locale.ROOT,
              "its decisions have rewards of %d groups, %d are needed",
              earned.map(RealisedReward::groups).orElse(0L),
              RealisedReward.MINIMUM_GROUPS);
      case HOLDS ->
          String.format(
              Locale.ROOT, "it earns %s, its evidence says %s", of(earned), text(promised));
      case BELOW ->
          String.format(
              Locale.ROOT,
              "it earns %s, less than its evidence says: %s",
              of(earned),
              text(promised));
    };
  }

  private static String of(Optional<RealisedReward> earned) {
    return earned.map(each -> text(each.value())).orElse("nothing");
  }

  private static String text(Interval interval) {
    return String.format(
        Locale.ROOT, "%.4f [%.4f, %.4f]", interval.estimate(), interval.low(), interval.high());
  }

  private static String id(Standing standing) {
    return standing.name().toLowerCase(Locale.ROOT);
  }
}

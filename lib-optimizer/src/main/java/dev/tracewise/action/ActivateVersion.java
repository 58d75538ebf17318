package dev.tracewise.action;

import dev.tracewise.action.meta.PredictorRecheck;
import dev.tracewise.action.policy.PolicyRecheck;
import dev.tracewise.model.Errors;
import dev.tracewise.model.Evidence;
import dev.tracewise.model.Evidence.Verdict;
import dev.tracewise.model.Scope;
import dev.tracewise.model.VersionKind;
import dev.tracewise.table.Activator;
import dev.tracewise.table.Activator.Cause;
import dev.tracewise.table.Activator.Change;
import dev.tracewise.table.VersionRegistry;
import dev.tracewise.table.VersionRow;
import dev.tracewise.table.Warehouse;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Takes a version live. Its evidence was made against a baseline; where something else is live by
 * now, the evidence is checked again against that first, which is a look of its own.
 */
public final class ActivateVersion {
  private static final String LOGGED = "logged";
  private static final String BASE_RATE = "base_rate";

  private final Warehouse warehouse;
  private final Clock clock;
  private final @Nullable Instant until;

  /** The action on a warehouse. */
  public ActivateVersion(Warehouse warehouse, Clock clock) {
    this(warehouse, clock, null);
  }

  /**
   * The action on a warehouse, in a replay of old logs.
   *
   * @param until evidence is only what was decided up to this time; null for all
   */
  public ActivateVersion(Warehouse warehouse, Clock clock, @Nullable Instant until) {
    this.warehouse = warehouse;
    this.clock = clock;
    this.until = until;
  }

  /** Whether the evidence has to hold. */
  public enum Insistence {
    /** It has to. */
    ON_EVIDENCE,
    /** A person takes the responsibility; it is recorded with the reason. */
    FORCED
  }

  /**
   * What came of it.
   *
   * @param status done, or refused when the evidence no longer holds
   * @param activated number of the version that is live now; null for the logged behaviour
   * @param retired number of the version that was live before, if another one was
   * @param reason why
   * @param evidence what the re-check saw, where there was one
   */
  public record Result(
      String status,
      @Nullable Long activated,
      @Nullable Long retired,
      String reason,
      @Nullable EvidenceReport evidence) {}

  /**
   * Takes it live.
   *
   * @param version which
   * @param cause who, and why
   * @param insistence whether the evidence has to hold
   */
  public Result execute(VersionRow version, Cause cause, Insistence insistence) {
    Long active = active(version);
    boolean stands = active != null && active == version.version();
    String live = baseline(version, active);
    boolean holds = stands || insistence == Insistence.FORCED;
    if (!holds && refusedByTheGate(version) && live.equals(proven(version))) {
      return new Result("refused", active, null, reason(version), null);
    }
    if (holds || live.equals(proven(version))) {
      Cause recorded =
          insistence == Insistence.FORCED
              ? new Cause(cause.actor(), "forced: " + cause.reason())
              : cause;
      return done(new Activator(warehouse, clock).activate(version, recorded), null);
    }
    Evidence evidence = recheck(version, active, live);
    EvidenceReport report = EvidenceReport.of(evidence);
    if (evidence.verdict() == Verdict.REFUSED) {
      return new Result(
          "refused",
          active,
          null,
          "its evidence was made against "
              + proven(version)
              + ", live is "
              + live
              + ", and against that "
              + evidence.reason(),
          report);
    }
    return done(new Activator(warehouse, clock).activate(version, cause), report);
  }

  private static Result done(Change change, @Nullable EvidenceReport evidence) {
    return new Result("done", change.activated(), change.retired(), change.reason(), evidence);
  }

  private @Nullable Long active(VersionRow version) {
    Scope scope = Scope.parse(version.scope());
    VersionKind kind = VersionKind.valueOf(version.kind().toUpperCase(Locale.ROOT));
    return new VersionRegistry(warehouse, clock)
        .active(version.tenantId(), kind, scope)
        .map(VersionRow::version)
        .orElse(null);
  }

  /** Predictors are stored whatever the gate said; it is here that a refusal counts. */
  private static boolean refusedByTheGate(VersionRow version) {
    Evidence evidence = version.evidence();
    return isPredictor(version) && evidence != null && evidence.verdict() == Verdict.REFUSED;
  }

  private static String reason(VersionRow version) {
    Evidence evidence = version.evidence();
    return evidence == null ? "" : evidence.reason();
  }

  private Evidence recheck(VersionRow version, @Nullable Long active, String live) {
    return isPredictor(version)
        ? new PredictorRecheck(warehouse, clock).against(version, active)
        : new PolicyRecheck(warehouse, clock, until).against(version, active, live);
  }

  private static boolean isPredictor(VersionRow version) {
    return VersionKind.PREDICTORS.stream().anyMatch(kind -> kind.id().equals(version.kind()));
  }

  private static String baseline(VersionRow version, @Nullable Long active) {
    if (active == null) {
      return isPredictor(version) ? BASE_RATE : LOGGED;
    }
    return "version:" + active;
  }

  private static String proven(VersionRow version) {
    Evidence evidence = version.evidence();
    if (evidence == null) {
      throw Errors.usage(
          "activate version " + version.label(),
          "it has no evidence",
          "Activate it with --force --reason, which is recorded.");
    }
    return evidence.baseline();
  }
}

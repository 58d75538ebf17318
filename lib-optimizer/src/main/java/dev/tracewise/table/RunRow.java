package dev.tracewise.table;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One optimization run.
 *
 * @param tenantId who owns the row
 * @param runId key within the tenant
 * @param command command that started it
 * @param agentId agent it is for
 * @param modality modality it is narrowed to
 * @param kind kind of version it makes
 * @param optimizer algorithm or optimizer
 * @param status running, candidate, refused, failed, cancelled or done
 * @param settingsSha256 SHA-256 of the settings; the same id with other settings is refused
 * @param settings the settings as JSON
 * @param seed seed
 * @param budget what it may spend
 * @param spend what it spent
 * @param baseline what the winner is judged against: {@code logged} or {@code version:N}
 * @param datasetSha256 content hash of the training set
 * @param winnerCandidate id of the winning candidate
 * @param version version it made
 * @param reason verdict in words
 * @param result the command's result as JSON
 * @param startedAt when it started
 * @param finishedAt when it ended
 * @param updatedAt when the row last changed
 */
public record RunRow(
    String tenantId,
    String runId,
    String command,
    @Nullable String agentId,
    @Nullable String modality,
    @Nullable String kind,
    @Nullable String optimizer,
    String status,
    String settingsSha256,
    String settings,
    long seed,
    Budget budget,
    Spend spend,
    @Nullable String baseline,
    @Nullable String datasetSha256,
    @Nullable String winnerCandidate,
    @Nullable Long version,
    @Nullable String reason,
    @Nullable String result,
    Instant startedAt,
    @Nullable Instant finishedAt,
    Instant updatedAt) {

  /**
   * What a run may spend; null is without limit.
   *
   * @param maxCalls distinct requests
   * @param maxTokens tokens
   * @param maxUsd USD
   */
  public record Budget(@Nullable Long maxCalls, @Nullable Long maxTokens, @Nullable Double maxUsd) {
    /** Without limits, or without model calls. */
    public static final Budget NONE = new Budget(null, null, null);
  }

  /**
   * What a run spent; null where it makes no model calls.
   *
   * @param calls distinct requests, cached ones included
   * @param gateCalls requests of the gate
   * @param tokens tokens
   * @param usd USD
   */
  public record Spend(
      @Nullable Long calls, @Nullable Long gateCalls, @Nullable Long tokens, @Nullable Double usd) {
    /** Nothing. */
    public static final Spend NONE = new Spend(null, null, null, null);
  }

  /**
   * A run that has just started.
   *
   * @param subject what it is for
   */
  public static RunRow started(
      String tenantId,
      String runId,
      String command,
      Subject subject,
      String settingsSha256,
      String settings,
      long seed,
      Instant at) {
    return new RunRow(
        tenantId,
        runId,
        command,
        subject.agentId(),
        subject.modality(),
        subject.kind(),
        subject.optimizer(),
        "running",
        settingsSha256,
        settings,
        seed,
        Budget.NONE,
        Spend.NONE,
        null,
        null,
        null,
        null,
        null,
        null,
        at,
        null,
        at);
  }

  /**
   * What a run is for.
   *
   * @param agentId agent
   * @param modality modality it is narrowed to
   * @param kind kind of version it makes
   * @param optimizer algorithm or optimizer
   */
  public record Subject(
      @Nullable String agentId,
      @Nullable String modality,
      @Nullable String kind,
      @Nullable String optimizer) {
    /** Nothing is known of it yet, or it is for no agent. */
    public static final Subject NONE = new Subject(null, null, null, null);
  }

  /** The run once it is known what it is about and what its winner is judged against. */
  public RunRow about(Subject about, String judgedAgainst, Instant at) {
    Draft draft = new Draft(this);
    draft.subject = about;
    draft.baseline = judgedAgainst;
    return draft.at(at);
  }

  /** The run on its training set. */
  public RunRow on(String dataset, Instant at) {
    Draft draft = new Draft(this);
    draft.datasetSha256 = dataset;
    return draft.at(at);
  }

  /** The run with its winner. */
  public RunRow won(@Nullable String candidate, @Nullable Long newVersion, Instant at) {
    Draft draft = new Draft(this);
    draft.winnerCandidate = candidate;
    draft.version = newVersion;
    return draft.at(at);
  }

  /** The run at its end. */
  public RunRow finished(
      String newStatus, @Nullable String why, @Nullable String resultJson, Instant at) {
    Draft draft = new Draft(this);
    draft.status = newStatus;
    draft.reason = why;
    draft.result = resultJson;
    draft.finishedAt = at;
    return draft.at(at);
  }

  /** A run on its way to its next state: what may change. */
  private static final class Draft {
    private final RunRow before;
    private Subject subject;
    private String status;
    private @Nullable String baseline;
    private @Nullable String datasetSha256;
    private @Nullable String winnerCandidate;
    private @Nullable Long version;
    private @Nullable String reason;
    private @Nullable String result;
    private @Nullable Instant finishedAt;

    Draft(RunRow before) {
      this.before = before;
      subject = new Subject(before.agentId, before.modality, before.kind, before.optimizer);
      status = before.status;
      baseline = before.baseline;
      datasetSha256 = before.datasetSha256;
      winnerCandidate = before.winnerCandidate;
      version = before.version;
      reason = before.reason;
      result = before.result;
      finishedAt = before.finishedAt;
    }

    RunRow at(Instant at) {
      return new RunRow(
          before.tenantId,
          before.runId,
          before.command,
          subject.agentId(),
          subject.modality(),
          subject.kind(),
          subject.optimizer(),
          status,
          before.settingsSha256,
          before.settings,
          before.seed,
          before.budget,
          before.spend,
          baseline,
          datasetSha256,
          winnerCandidate,
          version,
          reason,
          result,
          before.startedAt,
          finishedAt,
          at);
    }
  }
}

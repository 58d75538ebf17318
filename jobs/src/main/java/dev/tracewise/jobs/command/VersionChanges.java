package dev.tracewise.jobs.command;

import dev.tracewise.action.ActivateVersion;
import dev.tracewise.action.ActivateVersion.Insistence;
import dev.tracewise.action.EvidenceReport;
import dev.tracewise.jobs.output.Page;
import dev.tracewise.model.Errors;
import dev.tracewise.model.Scope;
import dev.tracewise.table.Activator;
import dev.tracewise.table.Activator.Cause;
import dev.tracewise.table.Activator.Change;
import dev.tracewise.table.VersionReference;
import dev.tracewise.table.VersionRow;
import dev.tracewise.table.VersionStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands that change what is live. */
final class VersionChanges {
  private static final String BY_HAND = "by hand";

  private VersionChanges() {}

  /** {@code versions activate}. */
  @Command(
      name = "activate",
      description =
          "Take a version live. Where its evidence was made against something that is no"
              + " longer live, it is checked again.")
  static final class Activate extends WritingCommand {
    @Parameters(paramLabel = "VERSION", description = VersionsCommand.REFERENCE)
    String reference = "";

    @Mixin VersionOptions which = new VersionOptions();

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; it is recorded.")
    @Nullable String reason;

    @Option(names = "--force", description = "Whatever the evidence says; needs --reason.")
    boolean force;

    @Override
    protected Result call(CommandContext context) {
      if (force && (reason == null || reason.isBlank())) {
        throw Errors.usage(
            "activate version " + reference + " by force",
            "no reason is given",
            "Say why with --reason; it is recorded.");
      }
      VersionRow version = which.version(context, reference);
      if (context.dryRun()) {
        return Changed.planned(version, version.version(), active(context, version));
      }
      ActivateVersion.Result result =
          new ActivateVersion(context.warehouse(), context.clock())
              .execute(
                  version,
                  new Cause(context.actor(), reason == null ? BY_HAND : reason),
                  force ? Insistence.FORCED : Insistence.ON_EVIDENCE);
      return Changed.of(version, result);
    }
  }

  /** {@code versions rollback}. */
  @Command(
      name = "rollback",
      description =
          "Go back to the version that was live before; from the first one to the logged"
              + " behaviour.")
  static final class Rollback extends WritingCommand {
    @Option(names = "--to", paramLabel = "VERSION", description = "Go back to this version.")
    @Nullable String to;

    @Mixin VersionOptions which = new VersionOptions();

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; it is recorded.")
    String reason = BY_HAND;

    @Override
    protected Result call(CommandContext context) {
      Cause cause = new Cause(context.actor(), reason);
      Activator activator = new Activator(context.warehouse(), context.clock());
      if (to != null) {
        VersionRow target = which.version(context, to);
        return context.dryRun()
            ? Changed.planned(target, target.version(), active(context, target))
            : Changed.of(target, activator.rollbackTo(target, cause));
      }
      VersionRow live = live(context);
      return context.dryRun()
          ? Changed.planned(live, activator.before(live), live.version())
          : Changed.of(live, activator.rollback(live, cause));
    }

    private VersionRow live(CommandContext context) {
      List<VersionRow> live =
          which.exact(
              which.versions(context).stream()
                  .filter(version -> version.status() == VersionStatus.ACTIVE)
                  .toList());
      if (live.isEmpty()) {
        throw Errors.usage(
            "roll back", "no version is active", "tracewise versions list has them all.");
      }
      if (live.size() > 1) {
        throw Errors.usage(
            "tell what to roll back",
            "there are " + live.size() + " active versions: " + VersionReference.choices(live),
            "Add --agent, --kind or --modality.");
      }
      return live.get(0);
    }
  }

  /** {@code versions reject}. */
  @Command(name = "reject", description = "Rule a version out: it never goes live.")
  static final class Reject extends WritingCommand {
    @Parameters(paramLabel = "VERSION", description = VersionsCommand.REFERENCE)
    String reference = "";

    @Mixin VersionOptions which = new VersionOptions();

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; it is recorded.")
    String reason = BY_HAND;

    @Override
    protected Result call(CommandContext context) {
      VersionRow version = which.version(context, reference);
      if (context.dryRun()) {
        return new Rejected("would_write", version.version(), version.label(), reason);
      }
      new Activator(context.warehouse(), context.clock())
          .reject(version, new Cause(context.actor(), reason));
      return new Rejected("done", version.version(), version.label(), reason);
    }
  }

  private static @Nullable Long active(CommandContext context, VersionRow scope) {
    VersionOptions same = new VersionOptions();
    Optional<VersionRow> live =
        same.versions(context).stream()
            .filter(version -> version.kind().equals(scope.kind()))
            .filter(version -> version.scope().equals(scope.scope()))
            .filter(version -> version.status() == VersionStatus.ACTIVE)
            .findFirst();
    return live.map(VersionRow::version).orElse(null);
  }

  /**
   * What is live now.
   *
   * @param status done, refused, or would_write under {@code --dry-run}
   * @param kind kind of version
   * @param scope its scope
   * @param version number of the version that is live now; null where it was refused, or for the
   *     logged behaviour
   * @param activated the same number
   * @param retired number of the version that was live before, if another one was
   * @param reason why
   * @param evidence what the re-check saw, where there was one
   */
  record Changed(
      String status,
      String kind,
      String scope,
      @Nullable Long version,
      @Nullable Long activated,
      @Nullable Long retired,
      String reason,
      @Nullable EvidenceReport evidence)
      implements Result {
    private static final int REFUSED = 3;

    static Changed of(VersionRow row, Change change) {
      return new Changed(
          "done",
          row.kind(),
          row.scope(),
          change.activated(),
          change.activated(),
          change.retired(),
          change.reason(),
          null);
    }

    static Changed of(VersionRow row, ActivateVersion.Result result) {
      Long live = result.status().equals("refused") ? null : result.activated();
      return new Changed(
          result.status(),
          row.kind(),
          row.scope(),
          live,
          live,
          result.retired(),
          result.reason(),
          result.evidence());
    }

    static Changed planned(VersionRow row, @Nullable Long next, @Nullable Long before) {
      Long retired = next != null && next.equals(before) ? null : before;
      return new Changed(
          "would_write", row.kind(), row.scope(), next, next, retired, "nothing is written", null);
    }

    @Override
    public int exitCode() {
      return status.equals("refused") ? REFUSED : 0;
    }

    @Override
    public void show(Page page) {
      if (evidence != null) {
        EvidenceLines.show(evidence, page);
      }
      page.line(
          switch (status) {
            case "refused" -> "Refused: " + reason + ".";
            case "would_write" ->
                "Would make live in " + scope + ": " + live() + retirement() + ".";
            default -> "Live in " + scope + ": " + live() + retirement() + " (" + reason + ").";
          });
      if (status.equals("done") && activated != null) {
        page.next("tracewise versions rollback", named());
      }
    }

    /** The options that name the scope. */
    private String[] named() {
      Scope named = Scope.parse(scope);
      List<String> options = new ArrayList<>(List.of("--kind", kind));
      if (named.agentId() != null) {
        options.addAll(List.of("--agent", named.agentId()));
      }
      if (named.modality() != null) {
        options.addAll(List.of("--modality", named.modality()));
      }
      return options.toArray(String[]::new);
    }

    private String live() {
      return activated == null ? "the logged behaviour" : kind + "@" + activated;
    }

    private String retirement() {
      return retired == null ? "" : ", instead of version " + retired;
    }
  }

  /** What was ruled out. */
  record Rejected(String status, long version, String label, String reason) implements Result {
    @Override
    public void show(Page page) {
      page.line((status.equals("done") ? "Rejected " : "Would reject ") + label + ": " + reason);
    }
  }
}

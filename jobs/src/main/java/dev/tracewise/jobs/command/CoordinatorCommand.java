package dev.tracewise.jobs.command;

import dev.tracewise.action.DescribeWorkflows;
import dev.tracewise.action.Optimize;
import dev.tracewise.action.Optimize.Request;
import dev.tracewise.action.Optimize.Search;
import dev.tracewise.action.Optimize.Terms;
import dev.tracewise.jobs.output.Page;
import dev.tracewise.learn.annotation.TriggerSettings;
import dev.tracewise.learn.data.DataLimits;
import dev.tracewise.learn.modality.DecideSettings;
import dev.tracewise.model.Modality;
import dev.tracewise.settings.PolicySearchSettings;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code optimize coordinator}: one door to everything that is optimized. */
@Command(
    name = "coordinator",
    description = "Optimize by type: what agents choose, modalities, and how agents work together.")
final class CoordinatorCommand extends LongCommand {
  @Option(
      names = "--type",
      paramLabel = "T",
      required = true,
      description =
          "routing (needs --agent), modality (needs --modality), cross-modal, unified,"
              + " orchestration.")
  Optimize.Type type = Optimize.Type.UNIFIED;

  @Option(names = "--agent", paramLabel = "A", description = "Only this agent.")
  @Nullable String agent;

  @Option(
      names = "--modality",
      paramLabel = "M",
      description = "Only this modality: video, image, audio, document, text or mixed.")
  @Nullable Modality modality;

  @Option(
      names = "--query",
      paramLabel = "TEXT",
      description = "With orchestration: the pattern for a query like this.")
  @Nullable String query;

  @Override
  protected Optional<String> freshRunId(CommandContext context) {
    boolean learns = type != Optimize.Type.CROSS_MODAL && type != Optimize.Type.ORCHESTRATION;
    return learns && !context.dryRun()
        ? Optional.of(UUID.randomUUID().toString())
        : Optional.empty();
  }

  @Override
  protected Result call(CommandContext context) {
    DecideSettings deciding = context.settings().of(DecideSettings.class);
    PolicySearchSettings search = context.settings().of(PolicySearchSettings.class);
    Request request =
        Request.of(
            type,
            new Terms(
                agent,
                modality,
                query,
                new Search(
                    context.runId().orElse("dry-run"),
                    search.candidates(),
                    search.algorithms(),
                    search.minExperiences(),
                    context.seed(),
                    BuildVersion.id(),
                    "optimize coordinator",
                    context.settings().of(DataLimits.class),
                    search.earlierTurns())));
    if (context.dryRun()) {
      return new Pending("would_write", type, pending(context));
    }
    return Coordinated.of(
        new Optimize(
                context.warehouse(),
                context.tenant(),
                deciding,
                context.settings().of(TriggerSettings.class),
                context.clock())
            .execute(request));
  }

  private static boolean pending(CommandContext context) {
    return new DescribeWorkflows(context.warehouse(), context.tenant(), context.clock())
        .isPending();
  }

  /** Whether there is anything new to learn from. */
  record Pending(String status, Optimize.Type type, boolean workflowsPending) implements Result {
    @Override
    public void show(Page page) {
      page.line(
          workflowsPending
              ? "There are new spans or experiences: workflows would be written."
              : "No spans and no experiences are new: no workflows would be written.");
    }
  }
}

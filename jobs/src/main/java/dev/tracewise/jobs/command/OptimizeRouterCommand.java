package dev.tracewise.jobs.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tracewise.action.TuneRouter;
import dev.tracewise.action.TuneRouter.Tuned;
import dev.tracewise.action.policy.Population;
import dev.tracewise.jobs.command.OptimizeCommand.Optimized;
import dev.tracewise.jobs.command.OptimizeCommand.Previewed;
import dev.tracewise.jobs.output.Json;
import dev.tracewise.jobs.output.Page;
import dev.tracewise.jobs.output.TextTable;
import dev.tracewise.learn.modality.TrainingStrategy;
import dev.tracewise.learn.router.RouterArtifact;
import dev.tracewise.learn.router.RouterCalibration;
import dev.tracewise.learn.router.RouterSettings;
import dev.tracewise.learn.router.Tunable;
import dev.tracewise.learn.router.TuningGrid;
import dev.tracewise.learn.routing.RoutingQuality;
import dev.tracewise.model.Errors;
import dev.tracewise.settings.PolicySearchSettings;
import dev.tracewise.table.RunRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code optimize router}. */
@Command(
    name = "router",
    description =
        "Tune a router: entity labels and threshold, temperature of the agent's model, keyword"
            + " lists, weights.",
    footer = {
      "",
      "Each value is applied anew to every logged decision. The model's probabilities are those"
          + " of the log (probabilities), scores of entities those of the context's entities"
          + " (score)."
    })
final class OptimizeRouterCommand extends LongCommand {
  @Mixin final SubjectOptions subject = new SubjectOptions();

  @Option(
      names = "--tunable",
      paramLabel = "T",
      description = "entities, temperature, keywords, weights or all (default), in this order.")
  String tunable = Tunable.ALL;

  @Option(
      names = "--router",
      paramLabel = "F",
      description =
          "The router to begin with, as JSON (default: the live one, else what the log's"
              + " probabilities say).")
  @Nullable Path router;

  @Override
  protected Optional<String> freshRunId(CommandContext context) {
    return context.dryRun() ? Optional.empty() : Optional.of(UUID.randomUUID().toString());
  }

  @Override
  protected RunRow.Subject subject() {
    return subject.ofRun(TuneRouter.TARGET);
  }

  @Override
  protected Result call(CommandContext context) {
    TuneRouter alone = new TuneRouter(context.warehouse(), context.clock());
    TuneRouter action = context.run().map(alone::within).orElse(alone);
    TuneRouter.Request request = request(context);
    if (context.dryRun()) {
      Population population = action.preview(request);
      return new Previewed(
          "would_write",
          population,
          values(request),
          TrainingStrategy.PURE_REAL.id(),
          population.usable(request.subject().missingPropensity()),
          0);
    }
    return Routed.of(action.execute(request));
  }

  private TuneRouter.Request request(CommandContext context) {
    return new TuneRouter.Request(
        subject.of(context.tenant(), null),
        context.runId().orElse("dry-run"),
        Tunable.of(tunable),
        context.settings().of(TuningGrid.class),
        router == null ? null : read(router),
        context.settings().of(PolicySearchSettings.class).minExperiences(),
        context.seed(),
        BuildVersion.id(),
        "optimize router");
  }

  private static int values(TuneRouter.Request request) {
    return request.tunables().stream().mapToInt(each -> each.settings(request.grid()).size()).sum();
  }

  private static RouterSettings read(Path file) {
    try {
      return RouterArtifact.read(Files.readAllBytes(file));
    } catch (IOException e) {
      throw Errors.usage(
          "read the router " + file,
          String.valueOf(e.getMessage()),
          "Name a file that can be read with --router.");
    }
  }

  /** What came of it. */
  record Routed(
      Optimized run,
      List<Tuned> tuned,
      @Nullable RouterCalibration calibration,
      @Nullable RoutingQuality qualityBefore,
      @Nullable RoutingQuality qualityAfter)
      implements Result {
    static Routed of(TuneRouter.Result result) {
      return new Routed(
          Optimized.of(result.run()),
          result.tuned(),
          result.calibration(),
          result.before(),
          result.after());
    }

    @Override
    public int exitCode() {
      return run.exitCode();
    }

    /** The keys of every run that looks for a policy, and those of the tuning beside them. */
    @Override
    public Object json() {
      ObjectNode json = (ObjectNode) Json.tree(run);
      json.set("tuned", Json.tree(tuned));
      json.set("calibration", Json.tree(calibration));
      json.set("quality_before", Json.tree(qualityBefore));
      json.set("quality_after", Json.tree(qualityAfter));
      return json;
    }

    @Override
    public void show(Page page) {
      TextTable table = TextTable.of("tunable", "tried", "chosen", "gain", "low", "high");
      for (Tuned each : tuned) {
        table.row(
            each.tunable(),
            each.tried().size(),
            each.chosen(),
            each.gain().estimate(),
            each.gain().low(),
            each.gain().high());
      }
      page.table(table, "Nothing was tuned.");
      tuned.forEach(each -> page.line(each.tunable() + ": " + each.reason()));
      if (calibration != null) {
        page.line(
            String.format(
                Locale.ROOT,
                "confidence, %s: calibration error %.4f held out, %.4f before",
                calibration.calibration().method(),
                calibration.errorAfter(),
                calibration.errorBefore()));
      }
      if (qualityBefore != null && qualityAfter != null) {
        page.table(
            TextTable.of("against the truth", "accuracy", "precision", "recall", "F1", "routes")
                .row(cells("before", qualityBefore))
                .row(cells("after", qualityAfter)),
            "");
      }
      run.show(page);
    }

    private static Object[] cells(String name, RoutingQuality quality) {
      return new Object[] {
        name,
        quality.accuracy().estimate(),
        quality.precision(),
        quality.recall(),
        quality.f1(),
        quality.rows()
      };
    }
  }
}

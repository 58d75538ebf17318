package dev.tracewise.jobs.command;

import dev.tracewise.action.DecideTraining;
import dev.tracewise.action.DecideTraining.Insistence;
import dev.tracewise.action.DecideTraining.Narrowed;
import dev.tracewise.jobs.output.Page;
import dev.tracewise.jobs.output.TextTable;
import dev.tracewise.learn.annotation.TriggerSettings;
import dev.tracewise.learn.modality.DecideSettings;
import dev.tracewise.learn.modality.TrainingStrategy;
import dev.tracewise.model.Errors;
import dev.tracewise.model.Modality;
import dev.tracewise.table.TrainingDecisionsTable.Decision;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code decide}: train now or wait, by agent and modality. */
@Command(
    name = "decide",
    description = "For each agent and modality: train now or wait, with which strategy, and why.")
final class DecideCommand extends ReplayableCommand {
  @Option(names = "--agent", paramLabel = "A", description = "Only this agent.")
  @Nullable String agent;

  @Option(names = "--modality", paramLabel = "M", description = "Only this modality.")
  @Nullable String modality;

  @Option(
      names = "--force",
      description = "Train wherever there is anything to train on, worth it or not.")
  boolean force;

  @Override
  protected Result call(CommandContext context) {
    DecideTraining action =
        new DecideTraining(
                context.warehouse(),
                context.tenant(),
                context.settings().of(DecideSettings.class),
                context.clock())
            .when(
                context.settings().of(TriggerSettings.class),
                force ? Insistence.FORCED : Insistence.WHERE_IT_IS_WORTH);
    Narrowed narrowed =
        new Narrowed(agent, modality == null ? null : known(modality), context.asOf().orElse(null));
    if (context.dryRun()) {
      return decided("would_write", action, narrowed, action.preview(narrowed), 0);
    }
    DecideTraining.Result result = action.execute(narrowed);
    return decided("done", action, narrowed, result.decisions(), result.judged());
  }

  private static Decided decided(
      String status,
      DecideTraining action,
      Narrowed narrowed,
      List<Decision> decisions,
      long judged) {
    String silence = decisions.isEmpty() ? action.silence(narrowed) : null;
    return new Decided(status, lines(decisions), judged, silence);
  }

  private static Modality known(String name) {
    return Modality.of(name)
        .orElseThrow(
            () ->
                Errors.usage(
                    "decide about modality \"" + name + "\"",
                    "there is none of that name",
                    "It can be video, image, audio, document, text or mixed."));
  }

  /** The verdicts as they are shown. */
  static List<Line> lines(List<Decision> decisions) {
    return decisions.stream()
        .map(
            decision ->
                new Line(
                    decision.agentId(),
                    decision.modality(),
                    decision.verdict(),
                    decision.strategy(),
                    decision.probability(),
                    decision.expectedImprovement(),
                    decision.decidedBy(),
                    decision.reasons()))
        .toList();
  }

  /** One verdict. */
  record Line(
      String agentId,
      String modality,
      String verdict,
      String strategy,
      @Nullable Double probability,
      @Nullable Double expectedImprovement,
      String decidedBy,
      List<String> reasons) {}

  /** The verdicts; without any, why. */
  record Decided(String status, List<Line> decisions, long judged, @Nullable String reason)
      implements Result {
    @Override
    public void show(Page page) {
      TextTable table =
          TextTable.of("agent", "modality", "verdict", "strategy", "expected", "by", "why");
      for (Line line : decisions) {
        table.row(
            line.agentId(),
            line.modality(),
            line.verdict(),
            line.strategy(),
            line.expectedImprovement(),
            line.decidedBy(),
            String.join("; ", line.reasons()));
      }
      page.table(table, "Nothing to decide about: " + reason + ".");
      decisions.stream()
          .filter(line -> line.verdict().equals("train"))
          .findFirst()
          .ifPresent(line -> page.next("tracewise optimize policy", named(line)));
    }

    /** The options of the training that was decided; one for mixed is one for all. */
    private static String[] named(Line line) {
      List<String> options = new ArrayList<>(List.of("--agent", line.agentId()));
      if (!line.modality().equals(Modality.MIXED.id())) {
        options.addAll(List.of("--modality", line.modality()));
      }
      if (!line.strategy().equals(TrainingStrategy.PURE_REAL.id())) {
        options.addAll(List.of("--strategy", line.strategy()));
      }
      return options.toArray(String[]::new);
    }
  }
}

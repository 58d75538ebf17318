package dev.tracewise.jobs.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tracewise.action.ActivateVersion;
import dev.tracewise.action.DueTunings;
import dev.tracewise.action.Optimize;
import dev.tracewise.action.WatchVersions;
import dev.tracewise.action.WatchVersions.Watched;
import dev.tracewise.jobs.output.Json;
import dev.tracewise.jobs.output.Page;
import dev.tracewise.learn.annotation.Trigger;
import dev.tracewise.learn.annotation.TriggerSettings;
import dev.tracewise.learn.routing.TuningTrigger;
import dev.tracewise.model.Modality;
import dev.tracewise.model.Scope;
import dev.tracewise.model.TracewiseException;
import dev.tracewise.model.VersionKind;
import dev.tracewise.settings.ActivationSettings;
import dev.tracewise.settings.ActivationSettings.Policy;
import dev.tracewise.table.Activator.Cause;
import dev.tracewise.table.VersionRegistry;
import dev.tracewise.table.VersionRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes the steps of a cycle, each by the command of its name. What one agent's step comes to stops
 * no other; an interruption stops all.
 */
final class CycleSteps {
  /** What decides about trainings, and learns from what they brought. */
  private static final List<VersionKind> DECIDING =
      List.of(VersionKind.TRAINING_DECISION, VersionKind.TRAINING_STRATEGY);

  private static final String ACTOR = "cycle";

  private final CommandContext context;
  private final @Nullable String agent;
  private final String runId;
  private final List<CycleStep> taken = new ArrayList<>();

  CycleSteps(CommandContext context, @Nullable String agent) {
    this.context = context;
    this.agent = agent;
    this.runId = context.runId().orElseGet(() -> UUID.randomUUID().toString());
  }

  /** The steps that were taken. */
  List<CycleStep> taken() {
    return taken;
  }

  /** Takes them all. */
  void run() {
    boolean replayed = context.asOf().isPresent();
    step("rewards", null, null, () -> new RewardsCommand().call(context.now()));
    if (!replayed) {
      step("annotate", null, null, () -> new AnnotateCommand().call(context));
      step("coordinate", null, null, this::coordinate);
    }
    CycleStep decided = step("decide", null, null, this::decide);
    if (!decided.hasFailed()) {
      improve(decided.result().path("decisions"), DescribedAgents.of(context));
    }
    if (decided.result().path("judged").asLong() > 0) {
      DECIDING.forEach(kind -> handOver(kind, step("train", null, null, () -> trainMeta(kind))));
      if (!replayed) {
        step("train", null, null, () -> trainMeta(VersionKind.FUSION_BENEFIT));
      }
    }
    if (!replayed) {
      step("watch", null, null, this::watch);
    }
  }

  private Result decide() {
    DecideCommand decide = new DecideCommand();
    decide.agent = agent;
    return decide.call(context);
  }

  private Result coordinate() {
    CoordinatorCommand coordinate = new CoordinatorCommand();
    coordinate.type = Optimize.Type.UNIFIED;
    return coordinate.call(context);
  }

  private Result trainMeta(VersionKind kind) {
    TrainCommand train = new TrainCommand();
    train.meta = kind.id().replace('_', '-');
    return kept(runId + "/" + train.meta, train);
  }

  /** Whatever passed its gate decides from now on, in the place of the rule or of its elder. */
  private void handOver(VersionKind kind, CycleStep trained) {
    Policy policy = context.settings().of(ActivationSettings.class).metaModels();
    for (JsonNode made : trained.result().path("versions")) {
      if (policy == Policy.GATE && made.at("/evidence/verdict").asText().equals("passed")) {
        String modality = made.path("modality").asText();
        step("activate", null, modality, () -> activate(kind, made));
      }
    }
  }

  private Result activate(VersionKind kind, JsonNode made) {
    VersionRow version =
        registry()
            .at(
                context.tenant(),
                kind,
                Scope.parse(made.path("scope").asText()),
                made.path("version").asLong());
    String reason =
        version.label()
            + " decides from now on, learned from "
            + made.path("rows").asLong()
            + " judged trainings: "
            + made.path("reason").asText();
    return activate(version, new Cause(ACTOR, reason));
  }

  private void improve(JsonNode decisions, DescribedAgents agents) {
    for (JsonNode decision : decisions) {
      if (decision.path("verdict").asText().equals("train")) {
        activated(train(decision), agents);
      }
    }
    List<DueTunings.Due> routers = context.asOf().isPresent() ? List.of() : dueTunings(agents);
    for (DueTunings.Due due : routers) {
      activated(step("tune", due.agentId(), due.modality(), () -> tune(due)), agents);
    }
  }

  /**
   * What is live by then says which agents are routers: it may be what was just activated. A tuning
   * reads all that is known, so that none belongs to a time that has passed.
   */
  private List<DueTunings.Due> dueTunings(DescribedAgents agents) {
    if (context.asOf().isPresent()) {
      return List.of();
    }
    DueTunings tunings =
        new DueTunings(
            context.warehouse(),
            context.tenant(),
            context.settings().of(TuningTrigger.class),
            context.clock());
    List<DueTunings.Due> due = new ArrayList<>();
    CycleStep looked =
        outcome(
            "tune",
            null,
            null,
            () -> {
              due.addAll(tunings.execute(new DueTunings.Request(agent, agents.routers(), runId)));
              return new Left("done", "");
            });
    if (looked.hasFailed()) {
      taken.add(looked);
    }
    return due;
  }

  private Result tune(DueTunings.Due due) {
    OptimizeRouterCommand tune = new OptimizeRouterCommand();
    tune.subject.agent = due.agentId();
    tune.subject.modality = due.modality();
    return new TunedWhenDue(due.reason(), kept(id("tune/" + due.agentId(), due.modality()), tune));
  }

  private CycleStep train(JsonNode decision) {
    String trained = decision.path("agent_id").asText();
    String decidedModality = decision.path("modality").asText();
    String modality = decidedModality.equals(Modality.MIXED.id()) ? null : decidedModality;
    String strategy = decision.path("strategy").asText();
    return step("optimize", trained, modality, () -> optimize(trained, modality, strategy));
  }

  private void activated(CycleStep made, DescribedAgents agents) {
    if (made.version() != null && agents.byGate().contains(made.agentId())) {
      step("activate", made.agentId(), made.modality(), () -> activate(made));
    }
  }

  private Result optimize(String trained, @Nullable String modality, String strategy) {
    OptimizeCommand.Policy optimize = new OptimizeCommand.Policy();
    optimize.subject.agent = trained;
    optimize.subject.modality = modality;
    optimize.strategy = strategy;
    return kept(id(trained, modality), optimize);
  }

  private String id(String what, @Nullable String modality) {
    return runId + "/" + what + (modality == null ? "" : "/" + modality);
  }

  private Result kept(String id, LongCommand command) {
    if (context.dryRun()) {
      return command.call(context);
    }
    return new RunBook(context, id, command.subject()).of(command::call);
  }

  private Result activate(CycleStep optimized) {
    VersionRow version = made(optimized);
    Trigger.Verdict accepted =
        new Trigger(context.settings().of(TriggerSettings.class))
            .accept(Objects.requireNonNull(version.evidence()).difference().estimate());
    return accepted.yes()
        ? activate(version, new Cause(ACTOR, "its evidence passed the gate"))
        : new Left("left", String.join("; ", accepted.reasons()));
  }

  private Result activate(VersionRow version, Cause cause) {
    return VersionChanges.Changed.of(
        version,
        new ActivateVersion(context.warehouse(), context.clock(), context.asOf().orElse(null))
            .execute(version, cause, ActivateVersion.Insistence.ON_EVIDENCE));
  }

  private VersionRow made(CycleStep optimized) {
    return registry()
        .at(
            context.tenant(),
            VersionKind.ROUTING_POLICY,
            Scope.of(Objects.requireNonNull(optimized.agentId()), optimized.modality()),
            Objects.requireNonNull(optimized.version()));
  }

  private VersionRegistry registry() {
    return new VersionRegistry(context.warehouse(), context.clock());
  }

  private Result watch() {
    WatchVersions watch = new WatchVersions(context.warehouse(), context.tenant(), context.clock());
    return context.dryRun()
        ? new Watching("would_write", watch.preview(agent))
        : new Watching("done", watch.execute(agent, ACTOR));
  }

  private CycleStep step(
      String name, @Nullable String agentId, @Nullable String modality, Supplier<Result> work) {
    context.note("cycle: " + name + (agentId == null ? "" : " " + agentId));
    CycleStep step = outcome(name, agentId, modality, work);
    taken.add(step);
    return step;
  }

  private CycleStep outcome(
      String name, @Nullable String agentId, @Nullable String modality, Supplier<Result> work) {
    try {
      Result result = work.get();
      JsonNode json = Json.tree(result.json());
      String status = json.path("status").asText(result.status());
      return new CycleStep(name, agentId, modality, status, json);
    } catch (Exception e) { // Spark's are no RuntimeExceptions, and are declared nowhere
      if (context.interrupted()) {
        throw e;
      }
      TracewiseException explained = Failures.explain(e);
      if (explained.kind() == TracewiseException.Kind.CANCELLED) {
        throw explained;
      }
      boolean refused = explained.kind() == TracewiseException.Kind.REFUSED;
      String message = String.valueOf(explained.getMessage()).replace('\n', ' ');
      return new CycleStep(
          name,
          agentId,
          modality,
          refused ? "refused" : CycleStep.FAILED,
          JsonNodeFactory.instance.objectNode().put(refused ? "reason" : "error", message));
    }
  }

  /** A step that was left out, and why. */
  record Left(String status, String reason) implements Result {
    @Override
    public void show(Page page) {
      page.line(reason);
    }
  }

  /** What is live, and how it does. */
  record Watching(String status, List<Watched> watched) implements Result {
    @Override
    public void show(Page page) {
      watched.forEach(each -> page.line(each.version() + ": " + each.reason()));
    }
  }
}

package dev.tracewise.action;

import dev.tracewise.action.DecideTraining.Insistence;
import dev.tracewise.action.DecideTraining.Narrowed;
import dev.tracewise.action.DescribeWorkflows.Described;
import dev.tracewise.action.FuseModalities.Fused;
import dev.tracewise.action.Optimize.OneModality;
import dev.tracewise.action.Optimize.Orchestration;
import dev.tracewise.action.Optimize.Result;
import dev.tracewise.action.Optimize.Routing;
import dev.tracewise.action.Optimize.Search;
import dev.tracewise.action.Optimize.Unified;
import dev.tracewise.action.RecordAgentMetrics.Recorded;
import dev.tracewise.action.policy.MissingPropensity;
import dev.tracewise.action.policy.Subject;
import dev.tracewise.action.policy.TrainingPlan;
import dev.tracewise.learn.annotation.TriggerSettings;
import dev.tracewise.learn.modality.DecideSettings;
import dev.tracewise.learn.modality.TrainingStrategy;
import dev.tracewise.learn.modality.TrainingVerdict.Verdict;
import dev.tracewise.learn.workflow.PatternChoice;
import dev.tracewise.model.Hashes;
import dev.tracewise.model.Modality;
import dev.tracewise.table.TrainingDecisionsTable.Decision;
import dev.tracewise.table.Warehouse;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Does what is asked for at the door {@link Optimize}. */
final class Coordination {
  private static final int ID_DIGITS = 8;

  private final Warehouse warehouse;
  private final String tenant;
  private final DecideSettings deciding;
  private final TriggerSettings enough;
  private final Clock clock;

  /** For a tenant, see {@link Optimize}. */
  Coordination(
      Warehouse warehouse,
      String tenant,
      DecideSettings deciding,
      TriggerSettings enough,
      Clock clock) {
    this.warehouse = warehouse;
    this.tenant = tenant;
    this.deciding = deciding;
    this.enough = enough;
    this.clock = clock;
  }

  /** Learns what an agent chooses. */
  Result route(Routing request) {
    Search search = request.search();
    OptimizePolicy.Result policy =
        learn(
            request.agentId(),
            request.modality(),
            search,
            search.runId(),
            TrainingStrategy.PURE_REAL);
    return new Result(
        Optimize.Type.ROUTING, List.of(), List.of(policy), null, List.of(), null, null);
  }

  /** Decides about a modality, and trains where that is the verdict. */
  Result train(OneModality request) {
    List<Decision> decisions =
        new DecideTraining(warehouse, tenant, deciding, clock)
            .when(enough, Insistence.WHERE_IT_IS_WORTH)
            .execute(new Narrowed(request.agentId(), request.modality()))
            .decisions();
    List<OptimizePolicy.Result> policies =
        decisions.stream().filter(Coordination::isLearnable).map(d -> train(d, request)).toList();
    return new Result(Optimize.Type.MODALITY, decisions, policies, null, List.of(), null, null);
  }

  /** Says which modalities to answer from together. */
  Result fuse() {
    Described workflows = describe();
    Fused fusion = new FuseModalities(warehouse, tenant, clock).execute();
    return new Result(
        Optimize.Type.CROSS_MODAL, List.of(), List.of(), workflows, List.of(), fusion, null);
  }

  /** Says how agents should work together. */
  Result orchestrate(Orchestration request) {
    Described workflows = describe();
    List<PatternChoice> choices = new ChoosePatterns(warehouse, tenant).execute(request.query());
    return new Result(
        Optimize.Type.ORCHESTRATION, List.of(), List.of(), workflows, choices, null, null);
  }

  /** All of these, and the metrics. */
  Result unify(Unified request) {
    String agent = request.agentId();
    Search search = request.search();
    Described workflows = describe();
    Recorded metrics =
        new RecordAgentMetrics(warehouse, tenant, deciding.minRealRows(), clock).execute();
    return new Result(
        Optimize.Type.UNIFIED,
        List.of(),
        agent == null
            ? List.of()
            : List.of(learn(agent, null, search, search.runId(), TrainingStrategy.PURE_REAL)),
        workflows,
        new ChoosePatterns(warehouse, tenant).execute(null),
        new FuseModalities(warehouse, tenant, clock).execute(),
        metrics);
  }

  private Described describe() {
    return new DescribeWorkflows(warehouse, tenant, clock).execute();
  }

  private static boolean isLearnable(Decision decision) {
    return decision.verdict().equals(Verdict.TRAIN.id());
  }

  private OptimizePolicy.Result train(Decision decision, OneModality request) {
    String runId = request.search().runId();
    String ofAgent = Hashes.sha256(decision.agentId(), decision.modality());
    return learn(
        decision.agentId(),
        request.modality(),
        request.search(),
        runId + "-" + ofAgent.substring(0, ID_DIGITS),
        TrainingStrategy.of(decision.strategy()).orElseThrow());
  }

  /** Rows without a modality count as mixed: a policy for mixed is one for all. */
  private OptimizePolicy.Result learn(
      String agent,
      @Nullable Modality modality,
      Search search,
      String runId,
      TrainingStrategy strategy) {
    String narrowed = modality == null || modality == Modality.MIXED ? null : modality.id();
    return new OptimizePolicy(warehouse, clock)
        .execute(
            new OptimizePolicy.Request(
                new Subject(tenant, agent, narrowed, MissingPropensity.LEFT_OUT),
                runId,
                search.candidates(),
                search.algorithms(),
                search.minExperiences(),
                search.seed(),
                search.build(),
                search.actor(),
                new TrainingPlan(
                    strategy, deciding.synthetic(), null, search.limits(), search.turns())));
  }
}

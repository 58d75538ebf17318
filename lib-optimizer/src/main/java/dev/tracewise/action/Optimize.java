package dev.tracewise.action;

import dev.tracewise.action.DecideTraining.Insistence;
import dev.tracewise.action.DecideTraining.Narrowed;
import dev.tracewise.action.DescribeWorkflows.Described;
import dev.tracewise.action.FuseModalities.Fused;
import dev.tracewise.action.RecordAgentMetrics.Recorded;
import dev.tracewise.action.policy.MissingPropensity;
import dev.tracewise.action.policy.Subject;
import dev.tracewise.action.policy.TrainingPlan;
import dev.tracewise.learn.annotation.TriggerSettings;
import dev.tracewise.learn.data.DataLimits;
import dev.tracewise.learn.modality.DecideSettings;
import dev.tracewise.learn.modality.TrainingStrategy;
import dev.tracewise.learn.modality.TrainingVerdict.Verdict;
import dev.tracewise.learn.policy.Algorithm;
import dev.tracewise.learn.workflow.PatternChoice;
import dev.tracewise.model.Errors;
import dev.tracewise.model.Hashes;
import dev.tracewise.model.Modality;
import dev.tracewise.table.TrainingDecisionsTable.Decision;
import dev.tracewise.table.Warehouse;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One door to everything that is optimized, by what is to be optimized. */
public final class Optimize {
  private static final int ID_DIGITS = 8;

  private final Warehouse warehouse;
  private final String tenant;
  private final DecideSettings deciding;
  private final TriggerSettings enough;
  private final Clock clock;

  /**
   * The door for a tenant.
   *
   * @param deciding when a modality is trained
   * @param enough what has to come in before it is trained again
   */
  public Optimize(
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

  /** What is to be optimized. */
  public enum Type {
    /** What an agent chooses. */
    ROUTING,
    /** A modality: whether to train it, and the training where that is the verdict. */
    MODALITY,
    /** Which modalities to answer from together. */
    CROSS_MODAL,
    /** Working together, metrics, and an agent's routing where one is named. */
    UNIFIED,
    /** How agents work together. */
    ORCHESTRATION;

    /** The name in results. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * How policies are looked for.
   *
   * @param runId id of the run; the same id resumes
   * @param candidates how many candidates
   * @param algorithms which algorithms; none for all
   * @param minExperiences rewarded rows below which nothing is tried
   * @param seed seed of the candidates
   * @param build version of the program, for the provenance
   * @param actor who asks
   * @param limits from where on a training set is doubted or refused
   */
  public record Search(
      String runId,
      int candidates,
      List<Algorithm> algorithms,
      long minExperiences,
      long seed,
      String build,
      String actor,
      DataLimits limits) {
    /** Copies the algorithms. */
    public Search {
      algorithms = List.copyOf(algorithms);
    }
  }

  /**
   * What may be said beside the type.
   *
   * @param agentId the agent; null for all, where that can be
   * @param modality the modality; null for all, where that can be
   * @param query a query to choose a pattern for; null for all types of queries
   * @param search how policies are looked for
   */
  public record Terms(
      @Nullable String agentId,
      @Nullable Modality modality,
      @Nullable String query,
      Search search) {}

  /** What is asked for. */
  public sealed interface Request {
    /** Does what is asked for. */
    Result through(Optimize door);

    /** The request of a type; an error where something is missing that the type needs. */
    static Request of(Type type, Terms terms) {
      return switch (type) {
        case ROUTING ->
            new Routing(
                given(terms.agentId(), "routing", "agent", "--agent"),
                terms.modality(),
                terms.search());
        case MODALITY ->
            new OneModality(
                given(terms.modality(), "a modality", "modality", "--modality"),
                terms.agentId(),
                terms.search());
        case CROSS_MODAL -> new CrossModal();
        case UNIFIED -> new Unified(terms.agentId(), terms.search());
        case ORCHESTRATION -> new Orchestration(terms.query());
      };
    }

    private static <T> T given(@Nullable T value, String what, String name, String option) {
      if (value == null) {
        throw Errors.usage(
            "optimize " + what, "no " + name + " is named", "Name one with " + option + ".");
      }
      return value;
    }
  }

  /**
   * Optimize what an agent chooses, in one modality or in all.
   *
   * @param agentId the agent
   * @param modality only this modality; null for all
   * @param search how policies are looked for
   */
  public record Routing(String agentId, @Nullable Modality modality, Search search)
      implements Request {
    @Override
    public Result through(Optimize door) {
      return door.route(this);
    }
  }

  /**
   * Optimize a modality, of one agent or of all.
   *
   * @param modality the modality
   * @param agentId only this agent; null for all
   * @param search how policies are looked for
   */
  public record OneModality(Modality modality, @Nullable String agentId, Search search)
      implements Request {
    @Override
    public Result through(Optimize door) {
      return door.train(this);
    }
  }

  /** Optimize which modalities are answered from together. */
  public record CrossModal() implements Request {
    @Override
    public Result through(Optimize door) {
      return door.fuse();
    }
  }

  /**
   * Optimize how agents work together, and an agent's routing where one is named.
   *
   * @param agentId the agent whose routing is learned; null for none
   * @param search how policies are looked for
   */
  public record Unified(@Nullable String agentId, Search search) implements Request {
    @Override
    public Result through(Optimize door) {
      return door.unify(this);
    }
  }

  /**
   * Optimize how agents work together, for the type of a query or for all.
   *
   * @param query a query of that type; null for all types
   */
  public record Orchestration(@Nullable String query) implements Request {
    @Override
    public Result through(Optimize door) {
      return door.orchestrate(this);
    }
  }

  /**
   * What came of it; what a type is not about is empty.
   *
   * @param type what was optimized
   * @param decisions verdicts on the modality
   * @param policies runs of learning a policy
   * @param workflows what became of the table of workflows; null where it was not looked at
   * @param choices which pattern each type of query deserves
   * @param fusion which modalities to fuse; null where it was not asked for
   * @param metrics what became of the table of metrics; null where it was not looked at
   */
  public record Result(
      Type type,
      List<Decision> decisions,
      List<OptimizePolicy.Result> policies,
      @Nullable Described workflows,
      List<PatternChoice> choices,
      @Nullable Fused fusion,
      @Nullable Recorded metrics) {
    /** Copies the lists. */
    public Result {
      decisions = List.copyOf(decisions);
      policies = List.copyOf(policies);
      choices = List.copyOf(choices);
    }
  }

  /** Does it. */
  public Result execute(Request request) {
    return request.through(this);
  }

  private Result route(Routing request) {
    Search search = request.search();
    OptimizePolicy.Result policy =
        learn(
            request.agentId(),
            request.modality(),
            search,
            search.runId(),
            TrainingStrategy.PURE_REAL);
    return new Result(Type.ROUTING, List.of(), List.of(policy), null, List.of(), null, null);
  }

  private Result train(OneModality request) {
    List<Decision> decisions =
        new DecideTraining(warehouse, tenant, deciding, clock)
            .when(enough, Insistence.WHERE_IT_IS_WORTH)
            .execute(new Narrowed(request.agentId(), request.modality()))
            .decisions();
    List<OptimizePolicy.Result> policies =
        decisions.stream().filter(Optimize::isLearnable).map(d -> train(d, request)).toList();
    return new Result(Type.MODALITY, decisions, policies, null, List.of(), null, null);
  }

  private Result fuse() {
    Described workflows = describe();
    Fused fusion = new FuseModalities(warehouse, tenant, clock).execute();
    return new Result(Type.CROSS_MODAL, List.of(), List.of(), workflows, List.of(), fusion, null);
  }

  private Result orchestrate(Orchestration request) {
    Described workflows = describe();
    List<PatternChoice> choices = new ChoosePatterns(warehouse, tenant).execute(request.query());
    return new Result(Type.ORCHESTRATION, List.of(), List.of(), workflows, choices, null, null);
  }

  private Result unify(Unified request) {
    String agent = request.agentId();
    Search search = request.search();
    Described workflows = describe();
    Recorded metrics =
        new RecordAgentMetrics(warehouse, tenant, deciding.minRealRows(), clock).execute();
    return new Result(
        Type.UNIFIED,
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
                new TrainingPlan(strategy, deciding.synthetic(), null, search.limits())));
  }
}

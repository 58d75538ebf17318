package dev.tracewise.action;

import dev.tracewise.action.DescribeWorkflows.Described;
import dev.tracewise.action.FuseModalities.Fused;
import dev.tracewise.action.RecordAgentMetrics.Recorded;
import dev.tracewise.learn.annotation.TriggerSettings;
import dev.tracewise.learn.data.DataLimits;
import dev.tracewise.learn.modality.DecideSettings;
import dev.tracewise.learn.policy.Algorithm;
import dev.tracewise.learn.policy.EarlierTurns;
import dev.tracewise.learn.workflow.PatternChoice;
import dev.tracewise.model.Errors;
import dev.tracewise.model.Modality;
import dev.tracewise.table.TrainingDecisionsTable.Decision;
import dev.tracewise.table.Warehouse;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One door to everything that is optimized, by what is to be optimized. */
public final class Optimize {
  private final Coordination coordination;

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
    this.coordination = new Coordination(warehouse, tenant, deciding, enough, clock);
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
   * @param turns what policies look at of the session's earlier turns
   */
  public record Search(
      String runId,
      int candidates,
      List<Algorithm> algorithms,
      long minExperiences,
      long seed,
      String build,
      String actor,
      DataLimits limits,
      EarlierTurns turns) {
    /** Copies the algorithms. */
    public Search {
      algorithms = List.copyOf(algorithms);
    }

    /** The same without a look at earlier turns. */
    public Search(
        String runId,
        int candidates,
        List<Algorithm> algorithms,
        long minExperiences,
        long seed,
        String build,
        String actor,
        DataLimits limits) {
      this(
          runId,
          candidates,
          algorithms,
          minExperiences,
          seed,
          build,
          actor,
          limits,
          EarlierTurns.NONE);
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
    Result through(Coordination coordination);

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
    public Result through(Coordination coordination) {
      return coordination.route(this);
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
    public Result through(Coordination coordination) {
      return coordination.train(this);
    }
  }

  /** Optimize which modalities are answered from together. */
  public record CrossModal() implements Request {
    @Override
    public Result through(Coordination coordination) {
      return coordination.fuse();
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
    public Result through(Coordination coordination) {
      return coordination.unify(this);
    }
  }

  /**
   * Optimize how agents work together, for the type of a query or for all.
   *
   * @param query a query of that type; null for all types
   */
  public record Orchestration(@Nullable String query) implements Request {
    @Override
    public Result through(Coordination coordination) {
      return coordination.orchestrate(this);
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
    return request.through(coordination);
  }
}

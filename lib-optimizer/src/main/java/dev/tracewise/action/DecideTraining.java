package dev.tracewise.action;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.tracewise.action.decide.ModalityCensus;
import dev.tracewise.action.decide.SinceTraining;
import dev.tracewise.action.decide.SyntheticSupply;
import dev.tracewise.action.decide.TrainingHistory;
import dev.tracewise.action.meta.LiveMetaModels;
import dev.tracewise.action.policy.TrainingLines;
import dev.tracewise.learn.annotation.Trigger;
import dev.tracewise.learn.annotation.TriggerSettings;
import dev.tracewise.learn.modality.DecideSettings;
import dev.tracewise.learn.modality.ModelingContext;
import dev.tracewise.learn.modality.StrategyVerdict;
import dev.tracewise.learn.modality.TrainingVerdict;
import dev.tracewise.learn.modality.TrainingVerdicts;
import dev.tracewise.model.Hashes;
import dev.tracewise.model.Modality;
import dev.tracewise.table.ExperiencesTable;
import dev.tracewise.table.TrainingDecisionsTable;
import dev.tracewise.table.TrainingDecisionsTable.Decision;
import dev.tracewise.table.TrainingDecisionsTable.Known;
import dev.tracewise.table.Warehouse;
import dev.tracewise.table.WarehouseTable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Says for each agent and modality of a tenant whether to train now, with which strategy, and why;
 * every verdict becomes a row of {@code training_decisions} with what was known. Once the training
 * that followed has been judged, its improvement is filled in.
 *
 * <p>A stated share of the verdicts to wait is turned into trainings all the same, with its
 * propensity: what never is tried is never learned about, nor is what a model skips for ever. Where
 * a version of kind {@code training_decision} or {@code training_strategy} is live for the
 * modality, it decides instead of the rule. What was trained before is trained again only once
 * enough came in since, whoever decides. Deciding again on the same day about the same experiences
 * gives the same verdict and changes nothing.
 */
public final class DecideTraining {
  private static final double UNIT = 0x1p-53;
  private static final int HASH_BITS = 11;

  private final Warehouse warehouse;
  private final String tenant;
  private final DecideSettings settings;
  private final TriggerSettings enough;
  private final Insistence insistence;
  private final Clock clock;

  /** The action for a tenant, with the default for what is enough to train again. */
  public DecideTraining(Warehouse warehouse, String tenant, DecideSettings settings, Clock clock) {
    this(
        warehouse, tenant, settings, TriggerSettings.DEFAULTS, Insistence.WHERE_IT_IS_WORTH, clock);
  }

  private DecideTraining(
      Warehouse warehouse,
      String tenant,
      DecideSettings settings,
      TriggerSettings enough,
      Insistence insistence,
      Clock clock) {
    this.warehouse = warehouse;
    this.tenant = tenant;
    this.settings = settings;
    this.enough = enough;
    this.insistence = insistence;
    this.clock = clock;
  }

  /** Whether training has to be worth it. */
  public enum Insistence {
    /** It has to. */
    WHERE_IT_IS_WORTH,
    /** A person wants it; it is done wherever there is anything to train on. */
    FORCED
  }

  /**
   * The same with what is enough to train again.
   *
   * @param settings what is enough
   * @param who whether training has to be worth it
   */
  public DecideTraining when(TriggerSettings settings, Insistence who) {
    return new DecideTraining(warehouse, tenant, this.settings, settings, who, clock);
  }

  /**
   * What was decided.
   *
   * @param decisions by agent and modality
   * @param judged earlier verdicts whose improvement is known now
   */
  public record Result(List<Decision> decisions, long judged) {
    /** Copies the decisions. */
    public Result {
      decisions = List.copyOf(decisions);
    }
  }

  /**
   * Which experiences are looked at.
   *
   * @param agentId only this agent; null for all
   * @param modality only this modality; null for all
   * @param until only those up to this time, as in a replay of old logs; null for all
   */
  public record Narrowed(
      @Nullable String agentId, @Nullable Modality modality, @Nullable Instant until) {
    /** All that is known. */
    public Narrowed(@Nullable String agentId, @Nullable Modality modality) {
      this(agentId, modality, null);
    }
  }

  /** Says what would be decided, and writes nothing. */
  public List<Decision> preview(Narrowed narrowed) {
    return decisions(narrowed, clock.instant());
  }

  /** Why there is nothing to decide about, where nothing was decided. */
  public String silence(Narrowed narrowed) {
    WarehouseTable experiences = warehouse.table(ExperiencesTable.DEFINITION);
    String agent = narrowed.agentId();
    Modality modality = narrowed.modality();
    String whose = agent == null ? "" : " of agent \"" + agent + "\"";
    return of(narrowed, experiences.read(tenant)).isEmpty()
        ? "there are no experiences" + whose + ": tracewise rewards makes them"
        : "no experience"
            + whose
            + (modality == null ? "" : " in modality " + modality.id())
            + " is of the last "
            + settings.lookbackDays()
            + " days: tracewise.decide.lookback-days says how far back is looked";
  }

  private static Dataset<Row> of(Narrowed narrowed, Dataset<Row> experiences) {
    return TrainingLines.ofAgent(
        TrainingLines.upTo(narrowed.until(), experiences), narrowed.agentId(), null);
  }

  /** Decides, and notes it. */
  public Result execute(Narrowed narrowed) {
    Instant now = clock.instant();
    long judged = new TrainingHistory(warehouse, tenant).judge(now);
    List<Decision> decisions = decisions(narrowed, now);
    WarehouseTable table = warehouse.table(TrainingDecisionsTable.DEFINITION);
    List<Row> rows = decisions.stream().map(TrainingDecisionsTable::row).toList();
    table.insertMissing(tenant, table.rows(rows));
    return new Result(decisions, judged);
  }

  private List<Decision> decisions(Narrowed narrowed, Instant now) {
    WarehouseTable experiences = warehouse.table(ExperiencesTable.DEFINITION);
    long version = experiences.currentVersion();
    Instant from = now.minus(Duration.ofDays(settings.lookbackDays()));
    Dataset<Row> recent =
        of(narrowed, experiences.readAt(tenant, version)).where(col("time").geq(lit(from)));
    TrainingHistory.LastTrainings trainings =
        new TrainingHistory(warehouse, tenant).lastTrainings();
    LiveMetaModels models = new LiveMetaModels(warehouse, tenant, clock);
    List<ModalityCensus> subjects =
        ModalityCensus.of(recent).stream()
            .filter(c -> narrowed.modality() == null || narrowed.modality() == c.modality())
            .toList();
    SinceTraining since =
        SinceTraining.of(warehouse, tenant, recent, subjects, trainings, enough, now);
    if (subjects.isEmpty()) {
      return List.of();
    }
    SyntheticSupply supply = SyntheticSupply.of(recent, tenant, settings.synthetic());
    List<Decision> decisions = new ArrayList<>();
    for (ModalityCensus census : subjects) {
      int days = trainings.days(census.agentId(), census.modality().id(), now);
      ModelingContext context = supply.context(census, days);
      decisions.add(decide(models, census, context, occasion(since, census), version, now));
    }
    return decisions;
  }

  /** Whether there is anything to learn from that the last training has not seen. */
  private Trigger.Verdict occasion(SinceTraining since, ModalityCensus census) {
    return insistence == Insistence.FORCED
        ? Trigger.forced()
        : since
            .about(census)
            .map(new Trigger(enough)::decide)
            .orElse(new Trigger.Verdict(true, List.of()));
  }

  private Decision decide(
      LiveMetaModels models,
      ModalityCensus census,
      ModelingContext context,
      Trigger.Verdict occasion,
      long version,
      Instant now) {
    String agent = census.agentId();
    TrainingVerdict training =
        models.verdict(agent, context).orElseGet(() -> settings.rule().decide(context));
    StrategyVerdict stated = settings.strategyRule().choose(context);
    StrategyVerdict strategy = models.strategy(agent, context).orElse(stated);
    String id = id(census, version, now, occasion, models.names(agent, context));
    TrainingVerdicts verdicts = new TrainingVerdicts(training, strategy, stated, occasion);
    TrainingVerdicts.Ruling ruling =
        insistence == Insistence.FORCED
            ? verdicts.insisted()
            : verdicts.explored(settings.forcedShare(), draw(id));
    return new Decision(
        tenant,
        id,
        now,
        agent,
        census.modality().id(),
        version,
        known(context),
        ruling.verdict().id(),
        ruling.strategy().strategy().id(),
        training.probability(),
        training.expectedImprovement(),
        ruling.decidedBy(),
        ruling.reasons(),
        ruling.propensity());
  }

  private String id(
      ModalityCensus census,
      long version,
      Instant now,
      Trigger.Verdict occasion,
      List<String> models) {
    return Hashes.sha256(
        tenant,
        census.agentId(),
        census.modality().id(),
        Long.toString(version),
        LocalDate.ofInstant(now, ZoneOffset.UTC).toString(),
        settings.toString(),
        insistence + " " + occasion.yes(),
        String.join(" ", models));
  }

  /** A number in [0, 1) that the id fixes. */
  private static double draw(String id) {
    return (Long.parseUnsignedLong(id.substring(0, 16), 16) >>> HASH_BITS) * UNIT;
  }

  private static Known known(ModelingContext context) {
    return new Known(
        context.realSamples(),
        context.syntheticSamples(),
        context.successRate(),
        context.averageConfidence(),
        context.daysSinceLastTraining(),
        context.performance(),
        context.dataQuality(),
        context.featureDiversity());
  }
}

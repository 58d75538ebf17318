package dev.tracewise.action.policy;

import static org.apache.spark.sql.functions.col;

import dev.tracewise.action.JobDescription;
import dev.tracewise.learn.data.DataLimits;
import dev.tracewise.learn.data.DataReport;
import dev.tracewise.learn.data.DataSummary;
import dev.tracewise.learn.data.SyntheticDecision;
import dev.tracewise.learn.data.SyntheticSource;
import dev.tracewise.learn.policy.EarlierTurns;
import dev.tracewise.learn.policy.PolicyArtifact;
import dev.tracewise.learn.router.RouterArtifact;
import dev.tracewise.model.Hashes;
import dev.tracewise.table.Datasets;
import dev.tracewise.table.DecisionsTable;
import dev.tracewise.table.ExperiencesTable;
import dev.tracewise.table.Warehouse;
import dev.tracewise.table.WarehouseTable;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/** The Spark jobs of learning a policy, each with its description. */
public final class PolicyJobs {
  private static final int CANDIDATES_PER_CORE = 8;

  private final Warehouse warehouse;
  private final Subject subject;
  private final Inputs inputs;
  private final EarlierTurns turns;

  /** What a policy looks at. */
  enum Inputs {
    /** Context and options. */
    CHOICE,
    /** Also what the agent's own model thought of the options. */
    CHOICE_AND_MODEL
  }

  /** The jobs for one subject. */
  public PolicyJobs(Warehouse warehouse, Subject subject) {
    this(warehouse, subject, Inputs.CHOICE, EarlierTurns.NONE);
  }

  private PolicyJobs(Warehouse warehouse, Subject subject, Inputs inputs, EarlierTurns turns) {
    this.warehouse = warehouse;
    this.subject = subject;
    this.inputs = inputs;
    this.turns = turns;
  }

  /** The same jobs where policies look at what the agent's own model thought. */
  PolicyJobs withModel() {
    return new PolicyJobs(warehouse, subject, Inputs.CHOICE_AND_MODEL, turns);
  }

  /** The same jobs where policies look at least at so much of the session's earlier turns. */
  PolicyJobs with(EarlierTurns wanted) {
    return new PolicyJobs(warehouse, subject, inputs, turns.or(wanted));
  }

  /** The same jobs where a policy that is stored takes part; null for none. */
  PolicyJobs beside(byte @Nullable [] artifact) {
    if (artifact == null) {
      return this;
    }
    return RouterArtifact.is(artifact) ? withModel() : with(PolicyArtifact.read(artifact).turns());
  }

  /** Checks a training set against the one that was trained on before. */
  DataReport check(DataSummary counted, @Nullable String before, DataLimits limits) {
    DataSummary earlier =
        before == null
            ? null
            : new Datasets(warehouse)
                .note(subject.tenantId(), before)
                .map(DataSummary::parse)
                .orElse(null);
    return DataReport.of(counted, earlier, limits);
  }

  /** Keeps what was counted in a training set beside it, for the next training to compare with. */
  void note(TrainingSet dataset, DataSummary counted) {
    new Datasets(warehouse).note(subject.tenantId(), dataset.sha256(), counted.json());
  }

  /** Latest version of the experiences. */
  public long experiencesVersion() {
    return experiences().currentVersion();
  }

  /**
   * The subject's experiences as they were at a version, with what policies look at of the turns
   * before them, whatever modality those had.
   */
  public Dataset<Row> experiencesAt(long version) {
    Dataset<Row> ofAgent =
        TrainingLines.upTo(
            subject.until(),
            TrainingLines.ofAgent(
                experiences().readAt(subject.tenantId(), version), subject.agentId(), null));
    return TrainingLines.ofAgent(
        new SessionColumns(warehouse, subject, turns).told(ofAgent),
        subject.agentId(),
        subject.modality());
  }

  /** Counts the subject's experiences. */
  public Population population(long version) {
    return JobDescription.during(
        warehouse.spark().sparkContext(),
        "count the experiences of " + subject.title(),
        () -> Population.of(experiencesAt(version)));
  }

  /** Keeps what can be learned from the log as a content-addressed training set. */
  TrainingSet trainingSet(long version) {
    return trainingSet(version, population(version), TrainingPlan.OF_LOG, List.of());
  }

  /**
   * Keeps what can be learned from as a content-addressed training set.
   *
   * @param population how many rows there are
   * @param plan which of them are learned from, and how many
   * @param made decisions that were made up
   */
  TrainingSet trainingSet(
      long version, Population population, TrainingPlan plan, List<SyntheticDecision> made) {
    Column usable = TrainingLines.rewarded().and(TrainingLines.choosable());
    if (subject.missingPropensity() == MissingPropensity.LEFT_OUT) {
      usable = usable.and(col("propensity").isNotNull());
    }
    Dataset<Row> drawn =
        TrainingLines.sampled(
            experiencesAt(version).where(usable),
            population.usable(subject.missingPropensity()),
            plan.limits().policyRows());
    Dataset<Row> lines = seen(TrainingLines.ofSet(drawn, made));
    return JobDescription.during(
        warehouse.spark().sparkContext(),
        "keep the training set of " + subject.title(),
        () -> {
          Datasets datasets = new Datasets(warehouse);
          String sha256 = datasets.write(subject.tenantId(), lines, TrainingLines.SET_KEY);
          return new TrainingSet(
              sha256, datasets.open(subject.tenantId(), sha256), plan.strategy());
        });
  }

  /** Where synthetic rows of the subject come from, as the log was at a version. */
  SyntheticSource syntheticSource(long version, TrainingPlan plan) {
    return JobDescription.during(
        warehouse.spark().sparkContext(),
        "mine the queries of " + subject.title(),
        () -> new AgentQueries(warehouse, subject).source(version, plan));
  }

  /** Experiences as lines, with all that the policies look at. */
  Dataset<Row> lines(Dataset<Row> rows) {
    return seen(TrainingLines.of(rows));
  }

  /** The lines with what the policies look at beside them. */
  private Dataset<Row> seen(Dataset<Row> lines) {
    return inputs == Inputs.CHOICE
        ? lines
        : TrainingLines.withModel(
            lines,
            TrainingLines.ofAgent(
                warehouse.table(DecisionsTable.DEFINITION).read(subject.tenantId()),
                subject.agentId(),
                subject.modality()));
  }

  /** Counts rows and groups of a training set. */
  Census census(TrainingSet dataset) {
    return one("count the groups of " + subject.title(), subject, new Census.Task(dataset));
  }

  /** How many candidates are tried between two looks at whether the run was cancelled. */
  int batch() {
    return CANDIDATES_PER_CORE * warehouse.spark().sparkContext().defaultParallelism();
  }

  /** Trains and judges candidates, one task each. */
  List<CandidateScore> tryOut(List<Candidate> candidates, TrainingSet dataset, RunFolder folder) {
    return each(
        "train " + candidates.size() + " candidates for " + subject.title(),
        candidates,
        new CandidateTask(subject, dataset, folder));
  }

  /** Judges a candidate on the evidence part. */
  Judgement judge(JudgeTask.Case judged, TrainingSet dataset, EarlierLooks looks) {
    return one(
        "judge the winner for " + subject.title(), judged, new JudgeTask(subject, dataset, looks));
  }

  /** One task, on an executor. */
  <T, R> R one(String description, T input, Function<T, R> task) {
    return JobDescription.during(
        warehouse.spark().sparkContext(),
        description,
        () -> context().parallelize(List.of(input), 1).map(task).collect().get(0));
  }

  /** A task for each of the inputs, on executors. */
  <T, R> List<R> each(String description, List<T> inputsOfTasks, Function<T, R> task) {
    return JobDescription.during(
        warehouse.spark().sparkContext(),
        description,
        () -> context().parallelize(inputsOfTasks, inputsOfTasks.size()).map(task).collect());
  }

  /** The folder of a run, named by the hash of its id: ids come from outside. */
  RunFolder folder(String runId) {
    return new RunFolder(
        warehouse.tenantFolder("_runs", subject.tenantId()) + "/" + Hashes.sha256(runId),
        new SerializableConfiguration(warehouse.spark().sessionState().newHadoopConf()));
  }

  private WarehouseTable experiences() {
    return warehouse.table(ExperiencesTable.DEFINITION);
  }

  private JavaSparkContext context() {
    return JavaSparkContext.fromSparkContext(warehouse.spark().sparkContext());
  }
}

package dev.tracewise.jobs.bench;

import static java.util.Locale.ROOT;

import dev.tracewise.jobs.bench.BenchWarehouse.Totals;
import dev.tracewise.jobs.bench.RewardFigures.Increment;
import dev.tracewise.jobs.bench.RewardFigures.Timing;
import dev.tracewise.jobs.bench.RewardLogs.Stretch;
import dev.tracewise.model.Errors;
import dev.tracewise.table.FeedbackTable;
import dev.tracewise.table.SpansTable;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * Rewards at size: our backfill, Spark SQL as first written and DuckDB on the same files, by turns,
 * as machines are not always equally fast; then the same increments on the whole history and on its
 * last tenth; then feedback that comes late. All engines must come to the same rewards.
 */
public final class RewardsBench {
  private static final String PLAIN = "naive";
  private static final String DUCKDB = "duckdb.parquet";
  private static final int HUNDREDTH = 100;
  private static final int TENTH_OF_DAYS = 20;
  private static final int DAYS_BEFORE = 6;

  private final SparkSession spark;
  private final Path folder;
  private final RewardLogs logs;
  private final long feedback;
  private final int rounds;
  private final DuckDbPeer duckDb;
  private final Consumer<String> note;
  private final BenchWarehouse whole;
  private final BenchWarehouse tenth;

  /**
   * What is measured.
   *
   * @param spans about how many spans
   * @param feedback how many judgements
   * @param rounds how often everything is done, 1 or more; the first half does not count
   */
  public record Size(long spans, long feedback, int rounds) {}

  /**
   * What is measured with what.
   *
   * @param folder where everything is written
   * @param python interpreter with the package duckdb; DuckDB is left out where there is none
   * @param note told what is being done
   */
  public RewardsBench(
      SparkSession spark,
      Clock clock,
      Path folder,
      Size size,
      long seed,
      String python,
      Consumer<String> note) {
    this.spark = spark;
    this.folder = folder;
    this.logs = RewardLogs.ofSpans(seed, size.spans());
    this.feedback = size.feedback();
    this.rounds = size.rounds();
    this.duckDb = new DuckDbPeer(python);
    this.note = note;
    this.whole = new BenchWarehouse(spark, clock, folder.resolve("warehouse"));
    this.tenth = new BenchWarehouse(spark, clock, folder.resolve("tenth"));
  }

  /** Measures. */
  public RewardFigures run() {
    try (HeapPeak heap = new HeapPeak()) {
      return measured(heap);
    }
  }

  private RewardFigures measured(HeapPeak heap) {
    write();
    Backfills backfills = backfills();
    Totals ours = whole.totals();
    requireSame("Spark SQL as first written", ours, target(PLAIN));
    if (backfills.duckDb() != null) {
      requireSame("DuckDB", ours, target(DUCKDB));
    }
    Increments increments = increments();
    note.accept("late feedback");
    Timing late = late();
    return new RewardFigures(
        RewardLogs.spansOf(logs.traces()),
        feedback,
        ours.experiences(),
        spark.sparkContext().defaultParallelism(),
        backfills.ours().cold(),
        backfills.ours().typical(),
        backfills.plain().typical(),
        backfills.duckDb() == null ? null : backfills.duckDb().typical(),
        backfills.duckDbMissing(),
        backfills.duckDb() == null ? null : backfills.ours().over(backfills.duckDb()),
        backfills.plain().over(backfills.ours()),
        new Increment(RewardLogs.spansOf(newTraces()), newFeedback()),
        increments.onTenth().typical(),
        increments.onWhole().typical(),
        increments.onWhole().over(increments.onTenth()),
        newFeedback(),
        late,
        heap.megabytes());
  }

  private record Backfills(
      Rounds<Timing> ours,
      Rounds<Double> plain,
      @Nullable Rounds<RewardFigures.DuckDb> duckDb,
      @Nullable String duckDbMissing) {}

  private record Increments(Rounds<Timing> onTenth, Rounds<Timing> onWhole) {}

  private Backfills backfills() {
    try (PlainSpark plain = new PlainSpark(folder, spark.sparkContext().defaultParallelism())) {
      return backfills(plain);
    }
  }

  private Backfills backfills(PlainSpark plain) {
    @Nullable String missing = duckDb.missing().orElse(null);
    List<Timing> ours = new ArrayList<>();
    List<Double> plainSeconds = new ArrayList<>();
    List<RewardFigures.DuckDb> duckDbs = new ArrayList<>();
    for (int round = 1; round <= rounds; round++) {
      note.accept("backfill by every engine, " + round + " of " + rounds);
      ours.add(backfill(round));
      plainSeconds.add(plain.rewards(folder.resolve("warehouse"), folder.resolve(PLAIN)));
      if (missing == null) {
        duckDbs.add(beside());
      }
      note.accept(took(ours, plainSeconds, duckDbs));
    }
    return new Backfills(
        new Rounds<>(ours, Timing::seconds),
        Rounds.ofSeconds(plainSeconds),
        missing == null ? new Rounds<>(duckDbs, RewardFigures.DuckDb::seconds) : null,
        missing);
  }

  private static String took(
      List<Timing> ours, List<Double> plain, List<RewardFigures.DuckDb> duckDbs) {
    String peer =
        duckDbs.isEmpty() ? "" : String.format(ROOT, ", DuckDB %.1f s", last(duckDbs).seconds());
    return String.format(
        ROOT,
        "Tracewise %.1f s, plain Spark SQL %.1f s%s",
        last(ours).seconds(),
        last(plain),
        peer);
  }

  private static <T> T last(List<T> rounds) {
    return rounds.get(rounds.size() - 1);
  }

  private Increments increments() {
    note.accept("increments");
    tenth.rewards();
    List<Timing> onTenth = new ArrayList<>();
    List<Timing> onWhole = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      addIncrement(round);
      onTenth.add(tenth.rewards());
      onWhole.add(whole.rewards());
    }
    return new Increments(
        new Rounds<>(onTenth, Timing::seconds), new Rounds<>(onWhole, Timing::seconds));
  }

  private void write() {
    note.accept("writing " + RewardLogs.spansOf(logs.traces()) + " spans into " + folder);
    Stretch all = logs.all();
    whole.addSpans(logs.spans(spark, all));
    whole.addFeedback(logs.feedback(spark, new Stretch(0, feedback), all));
    Stretch last = new Stretch(all.to() - logs.tracesIn(TENTH_OF_DAYS), all.to());
    Stretch judgements = new Stretch(feedback - feedback * last.length() / all.to(), feedback);
    tenth.addSpans(logs.spans(spark, last));
    tenth.addFeedback(logs.feedback(spark, judgements, last));
  }

  /** The last one leaves the warehouse that the increments go on from. */
  private Timing backfill(int round) {
    return round == rounds
        ? whole.rewards()
        : whole.sharing(folder.resolve("backfill" + round)).rewards();
  }

  private RewardFigures.DuckDb beside() {
    return duckDb.rewards(
        whole.table(SpansTable.DEFINITION),
        whole.table(FeedbackTable.DEFINITION),
        Path.of(target(DUCKDB)),
        spark.sparkContext().defaultParallelism());
  }

  private String target(String name) {
    return folder.resolve(name).toString();
  }

  private void requireSame(String engine, Totals ours, String target) {
    Totals theirs = Totals.of(spark.read().parquet(target));
    if (!ours.isAlmost(theirs)) {
      throw Errors.failed(
          "compare with " + engine,
          "it came to " + theirs + ", we to " + ours,
          "Times of different results say nothing; tell the authors.",
          new IllegalStateException("different rewards"));
    }
  }

  private long newTraces() {
    return Math.max(1, logs.traces() / HUNDREDTH);
  }

  private long newFeedback() {
    return Math.max(1, feedback / HUNDREDTH);
  }

  private void addIncrement(int round) {
    long first = logs.traces() + round * newTraces();
    Stretch added = new Stretch(first, first + newTraces());
    Stretch judged = new Stretch(first - logs.tracesIn(DAYS_BEFORE), added.to());
    long number = feedback + round * newFeedback();
    Stretch judgements = new Stretch(number, number + newFeedback());
    for (BenchWarehouse warehouse : List.of(tenth, whole)) {
      warehouse.addSpans(logs.spans(spark, added));
      warehouse.addFeedback(logs.feedback(spark, judgements, judged));
    }
  }

  private Timing late() {
    long number = feedback + rounds * newFeedback();
    Stretch judgements = new Stretch(number, number + newFeedback());
    whole.addFeedback(logs.lateFeedback(spark, judgements, logs.all()));
    return whole.rewards();
  }
}

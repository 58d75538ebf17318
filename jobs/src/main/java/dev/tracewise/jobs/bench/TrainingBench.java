package dev.tracewise.jobs.bench;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.exp;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tracewise.action.meta.PlainTraining;
import dev.tracewise.model.Errors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * Growing boosted trees, as {@code train} does, beside XGBoost's own Python package on the same
 * files, with as many threads. Both must come to boosters that predict held-out rows alike.
 */
public final class TrainingBench {
  private static final long STEPS = 1_000_000;
  private static final int HELD_OUT_SHARE = 10;
  private static final double TOLERANCE = 0.01;

  /**
   * How often each engine trains, one after the other, as machines are not always equally fast; the
   * first time does not count, of the others the median does.
   */
  private static final int GOES = 4;

  private final SparkSession spark;
  private final Path folder;
  private final Size size;
  private final PlainTraining training;
  private final PythonPeer python;
  private final Consumer<String> note;

  /**
   * What is measured.
   *
   * @param rows rows to train on
   * @param features features of each, 4 or more
   */
  public record Size(long rows, int features) {}

  /**
   * What is measured with what.
   *
   * @param folder where everything is written
   * @param training how the trees are grown
   * @param python interpreter with the packages xgboost and pyarrow; left out where there is none
   * @param note told what is being done
   */
  public TrainingBench(
      SparkSession spark,
      Path folder,
      Size size,
      PlainTraining training,
      String python,
      Consumer<String> note) {
    this.spark = spark;
    this.folder = folder;
    this.size = size;
    this.training = training;
    this.python = new PythonPeer(python, "xgboost", "pyarrow");
    this.note = note;
  }

  /** Measures. */
  public TrainingFigures run() {
    note.accept("writing " + size.rows() + " rows into " + folder);
    rows(0, size.rows()).write().parquet(folder("training"));
    rows(size.rows(), size.rows() / HELD_OUT_SHARE).write().parquet(folder("held_out"));
    @Nullable String missing = python.missing().orElse(null);
    List<Double> seconds = new ArrayList<>();
    List<TrainingFigures.Python> peers = new ArrayList<>();
    for (int go = 1; go <= GOES; go++) {
      note.accept("training, " + go + " of " + GOES);
      seconds.add(BenchWarehouse.seconds(this::grow));
      if (missing == null) {
        peers.add(beside());
      }
    }
    Rounds<Double> ours = Rounds.ofSeconds(seconds);
    @Nullable Rounds<TrainingFigures.Python> theirs =
        missing == null ? new Rounds<>(peers, TrainingFigures.Python::seconds) : null;
    return new TrainingFigures(
        size.rows(),
        size.features(),
        training.settings().rounds(),
        training.workers(),
        training.threads(),
        ours.cold(),
        ours.typical(),
        theirs == null ? null : theirs.typical(),
        missing,
        theirs == null ? null : ours.over(theirs));
  }

  private void grow() {
    byte[] booster = training.grow(spark.read().parquet(folder("training")), size.features());
    try {
      Files.write(booster(), booster);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private TrainingFigures.Python beside() {
    Map<String, Object> job =
        Map.of(
            "parameters", training.settings().parameters(List.of()),
            "rounds", training.settings().rounds(),
            "threads", training.workers() * training.threads(),
            "seed", training.seed(),
            "training", PythonPeer.files(folder.resolve("training")),
            "held_out", PythonPeer.files(folder.resolve("held_out")),
            "booster", booster().toString());
    JsonNode answer = python.call("xgboost_train.py", job);
    double theirs = answer.path("log_loss").asDouble();
    double ours = answer.path("given_log_loss").asDouble();
    if (Math.abs(theirs - ours) > TOLERANCE) {
      throw Errors.failed(
          "compare with XGBoost in Python",
          "the log loss of its booster is " + theirs + ", that of ours " + ours,
          "Times of different boosters say nothing; tell the authors.",
          new IllegalStateException("different boosters"));
    }
    return new TrainingFigures.Python(
        answer.path("version").asText(), answer.path("seconds").asDouble(), theirs, ours);
  }

  /** Rows whose label depends on the first four features, two of them together. */
  private Dataset<Row> rows(long from, long count) {
    Column[] features =
        IntStream.range(0, size.features()).mapToObj(this::uniform).toArray(Column[]::new);
    Column score =
        features[0]
            .minus(features[1])
            .multiply(3)
            .plus(features[2].minus(0.5).multiply(features[3].minus(0.5)).multiply(8));
    Column probability = lit(1).divide(exp(score.multiply(-1)).plus(1));
    return spark
        .range(from, from + count)
        .select(
            col("id").cast("string").as("row_key"),
            when(uniform(-1).lt(probability), 1.0).otherwise(0.0).as("label"),
            lit(1.0).as("weight"),
            array(features).as("features"));
  }

  /** A number in [0, 1) that the row, the seed and its place fix. */
  private Column uniform(int place) {
    Column hash = xxhash64(col("id"), lit(training.seed()), lit(place));
    return pmod(hash, lit(STEPS)).divide((double) STEPS);
  }

  private String folder(String name) {
    return folder.resolve(name).toUri().toString();
  }

  private Path booster() {
    return folder.resolve("model.ubj");
  }
}

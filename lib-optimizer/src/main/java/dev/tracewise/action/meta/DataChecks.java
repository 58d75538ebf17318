package dev.tracewise.action.meta;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.split;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import dev.tracewise.action.JobDescription;
import dev.tracewise.action.TrainPredictor.Request;
import dev.tracewise.action.data.DataCensus;
import dev.tracewise.judge.GroupSplit;
import dev.tracewise.learn.booster.BoosterTarget;
import dev.tracewise.learn.data.Bins;
import dev.tracewise.learn.data.DataReport;
import dev.tracewise.learn.data.DataSummary;
import dev.tracewise.model.Scope;
import dev.tracewise.table.Datasets;
import dev.tracewise.table.VersionFilter;
import dev.tracewise.table.VersionRegistry;
import dev.tracewise.table.Warehouse;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/** Whether the rows of each part can be learned from, beside what was learned from before. */
final class DataChecks {
  private static final Set<String> NO_CLASSES = Set.of();
  private static final Set<String> TWO_CLASSES = Set.of("0", "1");

  private final Warehouse warehouse;
  private final Request request;
  private final Map<String, DataSummary> counted;
  private final Map<String, String> lastDatasets = new HashMap<>();

  private DataChecks(
      Warehouse warehouse, Clock clock, Request request, Map<String, DataSummary> counted) {
    this.warehouse = warehouse;
    this.request = request;
    this.counted = counted;
    new VersionRegistry(warehouse, clock)
        .list(request.tenantId(), new VersionFilter(request.kind(), request.agentId(), null))
        .forEach(
            version -> {
              String dataset = version.provenance().datasetSha256();
              if (dataset != null) {
                lastDatasets.put(version.scope(), dataset);
              }
            });
  }

  /** Checks rows in the columns of {@link DataCensus}. */
  static DataChecks of(Warehouse warehouse, Clock clock, Request request, Dataset<Row> rows) {
    return new DataChecks(
        warehouse,
        clock,
        request,
        JobDescription.during(
            warehouse.spark().sparkContext(),
            "check the rows of the " + request.kind().id(),
            () -> DataCensus.of(rows)));
  }

  /**
   * Judged interactions, as in {@link RewardRows#judged}, to be checked.
   *
   * @param owner whose groups these are: folds differ between owners
   */
  static Dataset<Row> interactions(Dataset<Row> judged, String tenant, String owner) {
    UDF1<String, Integer> fold = group -> GroupSplit.fold(tenant, owner, group, BoosterRows.FOLDS);
    Column ownGroup = col(BoosterRows.GROUP).startsWith("interaction:");
    Column[] but =
        Arrays.stream(judged.columns())
            .filter(name -> !name.equals(BoosterRows.KEY) && !name.equals(BoosterRows.GROUP))
            .map(functions::col)
            .toArray(Column[]::new);
    Column copy =
        xxhash64(when(ownGroup, lit("")).otherwise(col(BoosterRows.GROUP)), to_json(struct(but)));
    Column content = xxhash64(col("agent_id"), col("context.text"), col("chosen"), col("output"));
    Column said = trim(concat_ws(" ", col("context.text"), col("output")));
    return rows(
        judged.withColumn(
            DataCensus.FOLD, udf(fold, DataTypes.IntegerType).apply(col(BoosterRows.GROUP))),
        copy,
        content,
        when(said.equalTo(""), 0).otherwise(size(split(said, "\\s+"))),
        col("confidence"));
  }

  /** Rows of named features to be checked. Two with the same features are no copies: ids differ. */
  static Dataset<Row> features(Dataset<Row> data) {
    Column key = xxhash64(col(BoosterRows.KEY));
    return rows(data, key, key, lit(0), lit(null).cast(DataTypes.DoubleType));
  }

  private static Dataset<Row> rows(
      Dataset<Row> rows, Column copy, Column content, Column words, Column confidence) {
    UDF1<Double, String> number = value -> value == null ? null : Bins.ofNumber(value);
    UDF1<Integer, String> ofWords = count -> count == 0 ? null : Bins.ofWords(count);
    Column label = col(BoosterRows.LABEL);
    Column whole = label.cast(DataTypes.LongType);
    Column named = when(whole.equalTo(label), whole.cast(DataTypes.StringType));
    return rows.select(
        col(BoosterRows.PART).as(DataCensus.PART),
        col(BoosterRows.FOLD).as(DataCensus.FOLD),
        copy.as(DataCensus.COPY),
        content.as(DataCensus.CONTENT),
        col(BoosterRows.GROUP).as(DataCensus.GROUP),
        named.as(DataCensus.LABEL),
        words.as(DataCensus.WORDS),
        map(
                lit("label"),
                coalesce(named, udf(number, DataTypes.StringType).apply(label)),
                lit("words"),
                udf(ofWords, DataTypes.StringType).apply(words),
                lit("confidence"),
                udf(number, DataTypes.StringType).apply(confidence))
            .as(DataCensus.BINS));
  }

  /**
   * What the checks of a part found.
   *
   * @param target what is predicted
   * @param lent whether other parts lend theirs: which classes its own rows have does not matter
   */
  DataReport report(String part, BoosterTarget target, Lent lent) {
    DataSummary now = summary(part);
    Set<String> classes =
        switch (target) {
          case NUMBER -> NO_CLASSES;
          case PROBABILITY -> TWO_CLASSES;
          case CLASSES -> common(now.labels());
        };
    return DataReport.of(
        now.telling(lent == Lent.SOME ? NO_CLASSES : classes), before(part), request.limits());
  }

  /** Of several classes a rare one is no reason not to tell the others apart. */
  private Set<String> common(Map<String, Long> labels) {
    Set<String> common = new HashSet<>(labels.keySet());
    common.removeIf(label -> labels.getOrDefault(label, 0L) < request.limits().minimumClassRows());
    return common.size() < 2 ? NO_CLASSES : common;
  }

  /** Whether other parts lend rows. */
  enum Lent {
    /** They do. */
    SOME,
    /** They do not. */
    NONE
  }

  /** What was counted in a part. */
  DataSummary summary(String part) {
    return counted.getOrDefault(part, DataSummary.of(List.of()));
  }

  private @Nullable DataSummary before(String part) {
    String last = lastDatasets.get(new Scope(request.agentId(), part, null).id());
    return last == null
        ? null
        : new Datasets(warehouse)
            .note(request.tenantId(), last)
            .map(DataSummary::parse)
            .orElse(null);
  }
}

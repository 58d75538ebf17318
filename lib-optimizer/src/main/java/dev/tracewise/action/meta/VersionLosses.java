package dev.tracewise.action.meta;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tracewise.judge.calibration.BinaryMetrics;
import dev.tracewise.learn.booster.BoosterTarget;
import dev.tracewise.learn.booster.PredictorDescription;
import dev.tracewise.model.Errors;
import dev.tracewise.table.Datasets;
import dev.tracewise.table.VersionRegistry;
import dev.tracewise.table.VersionRow;
import dev.tracewise.table.Warehouse;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a stored predictor loses on rows. Rows of groups that it was trained on say nothing about
 * it; they are left out.
 *
 * @param rows the rows of groups that it never saw, their {@link CrossFit#PREDICTED} columns, by
 *     key
 * @param byKey the loss on each of them, by the row's key
 */
record VersionLosses(List<Row> rows, Map<String, Double> byKey) {
  private static final JsonMapper JSON = new JsonMapper();

  /**
   * Computes them.
   *
   * @param rows rows as in {@link BoosterRows}, with the features that a description names
   * @param target how losses are counted
   */
  static VersionLosses of(
      Warehouse warehouse,
      Clock clock,
      VersionRow version,
      Function<PredictorDescription, Dataset<Row>> rows,
      BoosterTarget target) {
    byte[] artifact = new VersionRegistry(warehouse, clock).artifact(version).bytes();
    PredictorDescription description = RewardModel.describe(artifact);
    Set<String> seen = groups(warehouse, version);
    List<Row> fresh =
        PredictTask.predict(artifact, rows.apply(description))
            .select(CrossFit.PREDICTED)
            .collectAsList()
            .stream()
            .filter(row -> !seen.contains(row.getString(1)))
            .sorted(Comparator.comparing(row -> row.getString(0)))
            .toList();
    Map<String, Double> losses = new HashMap<>();
    fresh.forEach(row -> losses.put(row.getString(0), loss(target, description, row)));
    return new VersionLosses(fresh, losses);
  }

  /** Whether it was not trained on a row. */
  boolean knows(String key) {
    return byKey.containsKey(key);
  }

  /** Which of the rows it was not trained on. */
  int[] known(List<String> keys) {
    return IntStream.range(0, keys.size()).filter(i -> knows(keys.get(i))).toArray();
  }

  /** The loss on each row, NaN where it is not known. */
  double[] of(List<String> keys) {
    return keys.stream().mapToDouble(key -> byKey.getOrDefault(key, Double.NaN)).toArray();
  }

  private static double loss(BoosterTarget target, PredictorDescription description, Row row) {
    double[] margins = CrossFit.margins(row);
    double label = row.getDouble(3);
    return switch (target) {
      case PROBABILITY -> {
        double probability = description.predicted(margins[0]);
        yield BinaryMetrics.logLoss(label == 1 ? probability : 1 - probability);
      }
      case NUMBER -> Math.pow(description.predicted(margins[0]) - label, 2);
      case CLASSES -> BinaryMetrics.logLoss(CrossFit.softmax(margins)[(int) label]);
    };
  }

  private static Set<String> groups(Warehouse warehouse, VersionRow version) {
    String dataset = version.provenance().datasetSha256();
    Set<String> groups = new HashSet<>();
    if (dataset != null) {
      try (Stream<String> lines =
          new Datasets(warehouse).open(version.tenantId(), dataset).lines()) {
        lines.forEach(line -> groups.add(group(line)));
      }
    }
    return groups;
  }

  private static String group(String line) {
    try {
      return JSON.readTree(line).path(BoosterRows.GROUP).asText();
    } catch (JsonProcessingException e) {
      throw Errors.failed(
          "read a training set", "a line is no JSON", "Was the file changed? Make it again.", e);
    }
  }
}

package dev.tracewise.action.workflow;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.when;

import dev.tracewise.learn.fusion.FusionContext;
import dev.tracewise.learn.fusion.ModalityPair;
import dev.tracewise.learn.fusion.PairBucket;
import dev.tracewise.learn.fusion.PairHistory;
import dev.tracewise.model.Modality;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Workflows that used two modalities, counted by pair and day, beside those that used one. What a
 * fusion improved is the reward above the mean reward of the workflows that used one of the two
 * alone; nothing is known of it where there are none.
 *
 * @param buckets what fusing brought, by pair and day
 * @param alone what workflows that used one modality earned
 * @param means mean of each feature that was known of a pair, in the order of the benefit model;
 *     NaN where none was
 */
public record PairCensus(
    List<PairBucket> buckets, Map<Modality, Alone> alone, Map<ModalityPair, List<Double>> means) {
  private static final String EXACT = "decimal(30,15)";
  private static final double MILLION = 1e6;
  private static final int FIRST_MEAN = 8;
  private static final List<String> MEANS =
      List.of("primary_confidence", "secondary_confidence", "agreement", "ambiguity");

  /** Copies the collections. */
  public PairCensus {
    buckets = List.copyOf(buckets);
    alone = Map.copyOf(alone);
    means = Map.copyOf(means);
  }

  /**
   * What workflows that used one modality earned.
   *
   * @param reward sum of their rewards
   * @param workflows how many there are
   */
  public record Alone(double reward, long workflows) {
    /** Nothing at all. */
    static final Alone NONE = new Alone(0, 0);

    Alone plus(Alone other) {
      return new Alone(reward + other.reward, workflows + other.workflows);
    }
  }

  /**
   * Counts workflows whose success is known.
   *
   * @param workflows rows of the table {@code workflows} of one tenant
   */
  public static PairCensus of(Dataset<Row> workflows) {
    Column reward = col("reward").try_cast(EXACT);
    Column succeeded = when(col("success"), reward);
    List<Column> sums =
        new ArrayList<>(
            List.of(
                exact(succeeded),
                count(succeeded),
                exact(reward),
                count(reward),
                count(when(col("success"), 1))));
    for (String mean : MEANS) {
      sums.add(exact(col(mean).cast(EXACT)));
      sums.add(count(col(mean)));
    }
    List<Row> rows =
        workflows
            .where(col("success").isNotNull().and(size(col("modalities")).between(1, 2)))
            .groupBy(col("modalities"), unix_date(to_date(col("time"))).as("day"))
            .agg(count(lit(1)), sums.toArray(new Column[0]))
            .orderBy("modalities", "day")
            .collectAsList();
    Map<Modality, Alone> alone = alone(rows);
    return new PairCensus(buckets(rows, alone), alone, means(rows));
  }

  /** Mean reward of workflows that used one of the two; empty where there are none. */
  public OptionalDouble rewardAlone(ModalityPair pair) {
    return rewardAlone(pair, alone);
  }

  /** The history of the pairs. */
  public PairHistory history() {
    return PairHistory.of(buckets, PairHistory.HALF_LIFE_DAYS);
  }

  /** What is known of a pair: means, and the default where nothing is. */
  public FusionContext context(ModalityPair pair, double historicalSuccess) {
    double[] features = FusionContext.DEFAULTS.features();
    List<Double> known = means.getOrDefault(pair, List.of());
    for (int i = 0; i < known.size(); i++) {
      features[i] = known.get(i).isNaN() ? features[i] : Math.min(1, known.get(i));
    }
    return new FusionContext(features[0], features[1], features[2], features[3], historicalSuccess);
  }

  private static Column exact(Column value) {
    return coalesce(sum(value), lit(0)).cast("double");
  }

  private static Map<Modality, Alone> alone(List<Row> rows) {
    Map<Modality, Alone> alone = new EnumMap<>(Modality.class);
    for (Row row : rows) {
      List<Modality> modalities = modalities(row);
      if (modalities.size() == 1) {
        alone.merge(modalities.get(0), new Alone(row.getDouble(5), row.getLong(6)), Alone::plus);
      }
    }
    return alone;
  }

  private static OptionalDouble rewardAlone(ModalityPair pair, Map<Modality, Alone> alone) {
    Alone both =
        alone
            .getOrDefault(pair.primary(), Alone.NONE)
            .plus(alone.getOrDefault(pair.secondary(), Alone.NONE));
    return both.workflows() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(both.reward() / both.workflows());
  }

  private static List<PairBucket> buckets(List<Row> rows, Map<Modality, Alone> alone) {
    List<PairBucket> buckets = new ArrayList<>();
    for (Row row : rows) {
      List<Modality> modalities = modalities(row);
      if (modalities.size() == 2) {
        ModalityPair pair = new ModalityPair(modalities.get(0), modalities.get(1));
        double improvement = improvement(row, pair, alone);
        buckets.add(
            new PairBucket(
                pair,
                row.getInt(1),
                row.getLong(2),
                row.getLong(7),
                Math.round(MILLION * improvement)));
      }
    }
    return buckets;
  }

  /** What the fusions that helped improved in all; 0 where nothing is known of one alone. */
  private static double improvement(Row row, ModalityPair pair, Map<Modality, Alone> alone) {
    OptionalDouble one = rewardAlone(pair, alone);
    return one.isEmpty() ? 0 : row.getDouble(3) - row.getLong(4) * one.getAsDouble();
  }

  private static Map<ModalityPair, List<Double>> means(List<Row> rows) {
    Map<ModalityPair, double[]> sums = new HashMap<>();
    for (Row row : rows) {
      List<Modality> modalities = modalities(row);
      if (modalities.size() == 2) {
        ModalityPair pair = new ModalityPair(modalities.get(0), modalities.get(1));
        double[] sum = sums.computeIfAbsent(pair, each -> new double[2 * MEANS.size()]);
        for (int i = 0; i < MEANS.size(); i++) {
          sum[2 * i] += row.getDouble(FIRST_MEAN + 2 * i);
          sum[2 * i + 1] += row.getLong(FIRST_MEAN + 2 * i + 1);
        }
      }
    }
    Map<ModalityPair, List<Double>> means = new HashMap<>();
    sums.forEach(
        (pair, sum) ->
            means.put(
                pair,
                IntStream.range(0, MEANS.size())
                    .mapToObj(i -> sum[2 * i] / sum[2 * i + 1])
                    .toList()));
    return means;
  }

  private static List<Modality> modalities(Row row) {
    return row.<String>getList(0).stream().map(name -> Modality.of(name).orElseThrow()).toList();
  }
}

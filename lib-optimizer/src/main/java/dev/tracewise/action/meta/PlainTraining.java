package dev.tracewise.action.meta;

import dev.tracewise.learn.booster.BoosterSettings;
import dev.tracewise.learn.booster.BoosterTarget;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Boosted trees over given rows, as {@code train} grows them, without folds, evidence or a version:
 * what growing alone takes.
 *
 * @param settings how the trees are grown
 * @param workers tasks that grow them together, ≥ 1
 * @param threads threads of each, ≥ 1
 * @param seed seed of the samples of rows and features
 */
public record PlainTraining(BoosterSettings settings, int workers, int threads, long seed) {
  /**
   * Learns the probability of a label.
   *
   * @param rows {@code row_key}, a string; {@code label}, 0 or 1; {@code weight}; {@code features},
   *     an array of doubles
   * @param width length of the arrays
   * @return the booster as UBJ
   */
  public byte[] grow(Dataset<Row> rows, int width) {
    Workers together = new Workers(workers, threads);
    together.require(rows.sparkSession().sparkContext());
    List<String> names = IntStream.range(0, width).mapToObj(i -> "x" + i).toList();
    BoosterPlan plan =
        new BoosterPlan(
            BoosterTarget.PROBABILITY,
            0,
            settings.withRounds(settings.rounds()),
            together,
            seed,
            names);
    return new BoosterTrainer(plan).train(rows).bytes();
  }
}

package dev.tracewise.learn.modality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tracewise.learn.modality.PooledPrior.Moments;
import dev.tracewise.model.Modality;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PooledPriorTest {
  private static Moments moments(double... values) {
    double sum = 0;
    double squares = 0;
    for (double value : values) {
      sum += value;
      squares += value * value;
    }
    return new Moments(values.length, sum, squares);
  }

  @Test
  void theFormulaByHand() {
    // within: (2 + 2) / 2 = 2; means 1 and 5, n = 2 each: spread 16, τ² = (16 − 2) / (4 − 2) = 7
    PooledPrior prior =
        PooledPrior.of(Map.of(Modality.VIDEO, moments(0, 2), Modality.AUDIO, moments(4, 6)));
    assertThat(prior.rowsWorth()).isEqualTo(2.0 / 7, within(1e-12));
    Borrowing video = prior.borrowing(Modality.VIDEO);
    assertThat(video.mean()).isEqualTo((2 + 5 * 2.0 / 7) / (2 + 2.0 / 7), within(1e-12));
    assertThat(video.rowWeight()).isEqualTo(1.0 / 7, within(1e-12));
    assertThat(video.ownShare()).isEqualTo(2 / (2 + 2.0 / 7), within(1e-12));
    assertThat(video.words())
        .isEqualTo(
            "video has 2 rows of its own; 2 rows of other modalities enter with weight 0.143 each,"
                + " worth 0.3 rows, so that 88 % of the estimate is its own");
  }

  @Test
  void modalitiesThatDoNotDifferAreOne() {
    PooledPrior prior =
        PooledPrior.of(Map.of(Modality.VIDEO, moments(0, 1), Modality.AUDIO, moments(0, 1, 1, 0)));
    assertThat(prior.rowsWorth()).isInfinite();
    Borrowing video = prior.borrowing(Modality.VIDEO);
    assertThat(video.rowWeight()).isEqualTo(1);
    assertThat(video.borrowedRows()).isEqualTo(4);
    assertThat(video.mean()).isEqualTo(0.5);
  }

  @Test
  void modalitiesWithoutScatterThatDifferShareNothing() {
    PooledPrior prior =
        PooledPrior.of(Map.of(Modality.VIDEO, moments(1, 1), Modality.AUDIO, moments(0, 0)));
    assertThat(prior.rowsWorth()).isZero();
    assertThat(prior.borrowing(Modality.VIDEO).mean()).isEqualTo(1);
    assertThat(prior.borrowing(Modality.VIDEO).ownShare()).isEqualTo(1);
  }

  @Test
  void aModalityNeverSeenIsWhatTheOthersAre() {
    PooledPrior prior =
        PooledPrior.of(
            Map.of(
                Modality.VIDEO,
                moments(0, 1),
                Modality.AUDIO,
                moments(0, 1),
                Modality.TEXT,
                Moments.NONE));
    Borrowing image = prior.borrowing(Modality.IMAGE);
    assertThat(image.mean()).isEqualTo(0.5);
    assertThat(image.ownShare()).isZero();
  }

  @Test
  void whereNobodyHasRowsNothingIsKnown() {
    Borrowing alone = PooledPrior.of(Map.of()).borrowing(Modality.IMAGE);
    assertThat(alone.mean()).isNaN();
    assertThat(alone.ownShare()).isZero();
    assertThat(alone.words()).isEqualTo("image has 0 rows and nobody to borrow from");
    assertThatThrownBy(() -> new Moments(1, Double.NaN, 1))
        .hasMessageContaining("Cannot pool modalities: 1 rows have the sum NaN");
  }

  /** Efron and Morris: on average over modalities the pooled means are nearer to the truth. */
  @Test
  void poolingIsNearerToTheTruthThanEachForItself() {
    SplittableRandom random = new SplittableRandom(7);
    double pooledError = 0;
    double ownError = 0;
    for (int trial = 0; trial < 400; trial++) {
      Map<Modality, Moments> moments = new TreeMap<>();
      Map<Modality, Double> truth = new TreeMap<>();
      for (Modality modality : Modality.values()) {
        double mean = 0.7 + 0.1 * (random.nextDouble() - 0.5);
        double[] values = new double[12];
        for (int i = 0; i < values.length; i++) {
          values[i] = random.nextDouble() < mean ? 1 : 0;
        }
        truth.put(modality, mean);
        moments.put(modality, moments(values));
      }
      PooledPrior prior = PooledPrior.of(moments);
      for (Modality modality : Modality.values()) {
        double own = moments.get(modality).sum() / 12;
        pooledError += Math.pow(prior.borrowing(modality).mean() - truth.get(modality), 2);
        ownError += Math.pow(own - truth.get(modality), 2);
      }
    }
    assertThat(pooledError).isLessThan(0.6 * ownError);
  }
}

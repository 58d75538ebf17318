package dev.tracewise.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tracewise.judge.calibration.HeldOutProbabilities;
import dev.tracewise.model.Evidence;
import dev.tracewise.model.Evidence.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PredictorGateTest {
  private static final PredictorGate GATE =
      new PredictorGate("out_of_fold_log_loss", "base_rate", 1);

  @Test
  void marginsThatTellRowsApartPassAndNoiseDoesNot() {
    Evidence good = GATE.judge(terms(held(2)));
    assertThat(good.verdict()).isEqualTo(Verdict.PASSED);
    assertThat(good.difference().low()).isPositive();
    assertThat(good.value().estimate()).isLessThan(good.baselineValue().estimate());
    assertThat(good.reason()).contains("is certain").contains("against base_rate");
    assertThat(good.groups()).isEqualTo(400);

    Evidence noise = GATE.judge(terms(held(0)));
    assertThat(noise.verdict()).isEqualTo(Verdict.REFUSED);
    assertThat(noise.reason()).contains("is not certain");
  }

  @Test
  void aLaterLookNeedsMore() {
    assertThat(new PredictorGate("out_of_fold_log_loss", "base_rate", 3).judge(terms(held(2))))
        .extracting(Evidence::confidence)
        .isEqualTo(1 - 0.00625);
  }

  @Test
  void fewGroupsAreRefused() {
    double[] one = {1};
    assertThat(GATE.judge(new PairedTerms(List.of("a"), one, new double[] {2}, one)).reason())
        .isEqualTo("the rows have 1 groups, 30 are needed");
    PredictorGate against = new PredictorGate("out_of_fold_log_loss", "version:3", 1);
    Evidence nothing =
        against.judge(new PairedTerms(List.of(), new double[0], new double[0], new double[0]));
    assertThat(nothing.verdict()).isEqualTo(Verdict.REFUSED);
    assertThat(nothing.reason())
        .isEqualTo("the rows that version:3 was not trained on have 0 groups, 30 are needed");
  }

  private static PairedTerms terms(HeldOutProbabilities held) {
    return new PairedTerms(held.groups(), held.losses(), held.baseRateLosses(), held.labels());
  }

  private static HeldOutProbabilities held(double strength) {
    SplittableRandom random = new SplittableRandom(5);
    double[] labels = new double[400];
    double[] margins = new double[400];
    int[] folds = new int[400];
    for (int i = 0; i < 400; i++) {
      double signal = 2 * random.nextDouble() - 1;
      labels[i] = random.nextDouble() < 1 / (1 + Math.exp(-3 * signal)) ? 1 : 0;
      margins[i] = strength * signal + random.nextDouble();
      folds[i] = i % 5;
    }
    String[] groups = IntStream.range(0, 400).mapToObj(i -> "g" + i).toArray(String[]::new);
    return new HeldOutProbabilities(Arrays.asList(groups), folds, labels, margins);
  }
}

package dev.tracewise.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tracewise.judge.GroupSplit.Part;
import dev.tracewise.model.Evidence;
import dev.tracewise.model.Evidence.Verdict;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PolicyGateTest {
  private static final Map<Part, Long> ENOUGH =
      Map.of(Part.TRAINING, 100L, Part.SELECTION, 50L, Part.EVIDENCE, 60L);
  private static final Trust TRUSTED = new Trust(500, 12.5, 0.01, 1, 0.1, true, "");

  @Test
  void withoutEffectItPassesAtMostInTwoAndAHalfPercent() {
    SplittableRandom random = new SplittableRandom(7);
    int passed = 0;
    for (int run = 0; run < 2000; run++) {
      passed += verdict(random, 0, 1) == Verdict.PASSED ? 1 : 0;
    }
    // 2.5 % of 2000 is 50, three standard deviations are 21
    assertThat(passed).isBetween(15, 71);
  }

  @Test
  void aRealEffectIsSeen() {
    SplittableRandom random = new SplittableRandom(8);
    int passed = 0;
    for (int run = 0; run < 200; run++) {
      passed += verdict(random, 0.5, 1) == Verdict.PASSED ? 1 : 0;
    }
    assertThat(passed).isGreaterThan(160);
  }

  @Test
  void eachLookAsksForMore() {
    int first = 0;
    int fifth = 0;
    for (int run = 0; run < 300; run++) {
      first += verdict(new SplittableRandom(run), 0.3, 1) == Verdict.PASSED ? 1 : 0;
      fifth += verdict(new SplittableRandom(run), 0.3, 5) == Verdict.PASSED ? 1 : 0;
    }
    assertThat(fifth).isLessThan(first);
    assertThat(Looks.level(1)).isEqualTo(0.025);
    assertThat(Looks.level(3)).isEqualTo(0.00625);
    assertThat(Looks.confidence(2)).isEqualTo(0.9875);
    assertThatThrownBy(() -> Looks.level(0))
        .hasMessageStartingWith("Cannot judge a version: look 0 was asked for.");
  }

  private static Verdict verdict(SplittableRandom random, double effect, int look) {
    return gate(ENOUGH, look).judge(clustered(random, effect), TRUSTED).verdict();
  }

  /** Sixty groups of one to nine rows that share most of their noise. */
  private static PairedTerms clustered(SplittableRandom random, double effect) {
    List<String> groups = new ArrayList<>();
    List<Double> candidate = new ArrayList<>();
    List<Double> baseline = new ArrayList<>();
    for (int g = 0; g < 60; g++) {
      double shared = random.nextGaussian();
      int rows = 1 + random.nextInt(9);
      for (int i = 0; i < rows; i++) {
        double level = random.nextGaussian();
        groups.add("g" + g);
        baseline.add(level);
        candidate.add(level + shared + 0.3 * random.nextGaussian() + effect);
      }
    }
    return terms(groups, array(candidate), array(baseline), array(baseline));
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static PairedTerms terms(
      List<String> groups, double[] candidate, double[] baseline, double[] rewards) {
    return new PairedTerms(groups, candidate, baseline, rewards);
  }

  private static PolicyGate gate(Map<Part, Long> groups, int look) {
    return new PolicyGate("logged", groups, look, 8);
  }

  @Test
  void theEvidenceSaysEverything() {
    PairedTerms terms = clustered(new SplittableRandom(1), 2);
    Evidence evidence = gate(ENOUGH, 1).judge(terms, TRUSTED);
    assertThat(evidence.verdict()).isEqualTo(Verdict.PASSED);
    assertThat(evidence.method()).isEqualTo("doubly_robust");
    assertThat(evidence.baseline()).isEqualTo("logged");
    assertThat(evidence.confidence()).isEqualTo(0.975);
    assertThat(evidence.candidatesTried()).isEqualTo(8);
    assertThat(evidence.effectiveSampleSize()).isEqualTo(500.0);
    assertThat(evidence.maxWeight()).isEqualTo(12.5);
    assertThat(evidence.groups()).isEqualTo(60);
    assertThat(evidence.rows()).isEqualTo(terms.groups().size());
    assertThat(evidence.difference().low()).isPositive();
    assertThat(evidence.reason()).contains("over logged is certain: its 97.5 % lower bound is");
  }

  @Test
  void fewerThanThirtyGroupsInAnyPartAreRefused() {
    PairedTerms terms = clustered(new SplittableRandom(1), 2);
    for (Part part : Part.values()) {
      Map<Part, Long> groups = new EnumMap<>(ENOUGH);
      groups.put(part, 29L);
      Evidence evidence = gate(groups, 1).judge(terms, TRUSTED);
      assertThat(evidence.verdict()).isEqualTo(Verdict.REFUSED);
      assertThat(evidence.reason())
          .isEqualTo(
              "the " + part.name().toLowerCase(Locale.ROOT) + " part has 29 groups, 30 are needed");
      assertThat(gate(groups, 1).shortage()).isEqualTo(evidence.reason());
    }
    assertThat(gate(ENOUGH, 1).shortage()).isEmpty();
    assertThat(gate(Map.of(), 1).shortage()).contains("training part has 0 groups");
  }

  @Test
  void noEvidenceAtAllIsRefused() {
    double[] none = {};
    Evidence evidence = gate(ENOUGH, 1).judge(terms(List.of(), none, none, none), TRUSTED);
    assertThat(evidence.verdict()).isEqualTo(Verdict.REFUSED);
    assertThat(evidence.reason()).isEqualTo("the evidence part has 0 groups, 30 are needed");
    assertThat(evidence.rows()).isZero();
  }

  @Test
  void rewardsThatAreAllEqualAreRefused() {
    PairedTerms terms = clustered(new SplittableRandom(1), 2);
    double[] ones = new double[terms.groups().size()];
    PairedTerms equal = terms(terms.groups(), terms.candidate(), terms.baseline(), ones);
    Evidence evidence = gate(ENOUGH, 1).judge(equal, TRUSTED);
    assertThat(evidence.verdict()).isEqualTo(Verdict.REFUSED);
    assertThat(evidence.reason()).isEqualTo("rewards are all equal");
  }

  @Test
  void anEstimateThatIsNotTrustedIsRefused() {
    Trust trust = new Trust(3, 40, 0.5, 1, 0.1, false, "the effective sample is 3.0 rows");
    Evidence evidence = gate(ENOUGH, 1).judge(clustered(new SplittableRandom(1), 2), trust);
    assertThat(evidence.verdict()).isEqualTo(Verdict.REFUSED);
    assertThat(evidence.reason())
        .isEqualTo("the estimate is not trusted: the effective sample is 3.0 rows");
  }

  @Test
  void theLoggedBehaviourItselfDoesNotPass() {
    PairedTerms terms = clustered(new SplittableRandom(1), 2);
    PairedTerms same = terms(terms.groups(), terms.baseline(), terms.baseline(), terms.rewards());
    Evidence evidence = gate(ENOUGH, 1).judge(same, TRUSTED);
    assertThat(evidence.verdict()).isEqualTo(Verdict.REFUSED);
    assertThat(evidence.reason()).contains("is not certain: its 97.5 % lower bound is 0.0000");
  }

  @Test
  void columnsOfDifferentLengthAreAnError() {
    assertThatThrownBy(() -> terms(List.of("a"), new double[1], new double[2], new double[1]))
        .hasMessageContaining("the columns have 1, 1, 2 and 1 rows");
  }
}

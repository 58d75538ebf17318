package dev.tracewise.learn.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tracewise.judge.PolicyGate;
import dev.tracewise.model.Context;
import dev.tracewise.model.Evidence;
import dev.tracewise.model.Evidence.Verdict;
import dev.tracewise.model.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The whole way from log to verdict where nothing can be gained: all options are worth the same to
 * a user, users differ. The gate may err in 2.5 % of the logs; the bound adds three binomial
 * standard errors of the tries.
 */
@Tag("slow")
class GateFalsePassTest {
  private static final int CANDIDATES = 4;
  private static final double LEVEL = 0.025;
  private static final double[] PROPENSITIES = {0.4, 0.3, 0.2, 0.1};
  private static final List<Option> OPTIONS =
      List.of(Option.named("a"), Option.named("b"), Option.named("c"), Option.named("d"));
  private static final List<String> WORDS =
      List.of(
          "please", "me", "the", "about", "budget", "weather", "history", "cats", "music",
          "science", "school", "travel");

  @ParameterizedTest(name = "{0} logs of {1} rows by {2} users")
  @CsvSource({"300, 600, 150", "300, 2400, 300"})
  void noGainIsSeldomCertain(int logs, int rows, int users) {
    Policy incumbent =
        PolicyTrainer.train(
                log(1, rows, users), PolicySettings.of(Algorithm.DIRECT).withTemperature(0.5))
            .policy();
    int overLogged = 0;
    int overVersion = 0;
    for (int i = 0; i < logs; i++) {
      SplitLog log = SplitLog.of(log(1_500_000 + i, rows, users));
      SoftmaxPolicy winner = log.winner(CandidateGrid.candidates(CANDIDATES, i));
      RewardEstimates estimates = log.evidence();
      DoublyRobustTerms terms = estimates.terms(winner);
      PolicyGate gate = new PolicyGate("logged", log.groups(), 1, CANDIDATES);
      overLogged += passes(gate.judge(terms.againstLogged(), terms.trust()));
      overVersion += passes(gate.judge(terms.against(estimates.terms(incumbent)), terms.trust()));
    }
    double bound = LEVEL + 3 * Math.sqrt(LEVEL * (1 - LEVEL) / logs);
    assertThat((double) overLogged / logs).as("passed over the log").isLessThan(bound);
    assertThat((double) overVersion / logs).as("passed over a version").isLessThan(bound);
  }

  private static int passes(Evidence evidence) {
    return evidence.verdict() == Verdict.PASSED ? 1 : 0;
  }

  private static List<LoggedDecision> log(long seed, int rows, int users) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] worth = new double[users];
    for (int u = 0; u < users; u++) {
      worth[u] = 0.3 + 0.4 * random.nextDouble();
    }
    List<LoggedDecision> log = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      int user = random.nextInt(users);
      int chosen = draw(random);
      log.add(
          new LoggedDecision(
              "i" + i,
              "user:" + seed + "-" + user,
              context(random),
              OPTIONS,
              chosen,
              PROPENSITIES[chosen],
              random.nextDouble() < worth[user] ? 1 : 0));
    }
    return log;
  }

  private static int draw(SplittableRandom random) {
    double u = random.nextDouble();
    int option = 0;
    while (option < PROPENSITIES.length - 1 && u >= PROPENSITIES[option]) {
      u -= PROPENSITIES[option++];
    }
    return option;
  }

  private static Context context(SplittableRandom random) {
    String text = word(random) + " " + word(random) + " " + word(random);
    String plan = random.nextInt(2) == 0 ? "pro" : "free";
    return new Context(
        text,
        null,
        Map.of("load", random.nextDouble()),
        Map.of("plan", plan),
        List.of(),
        List.of());
  }

  private static String word(SplittableRandom random) {
    return WORDS.get(random.nextInt(WORDS.size()));
  }
}

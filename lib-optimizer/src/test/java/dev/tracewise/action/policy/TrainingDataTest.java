package dev.tracewise.action.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tracewise.judge.GroupSplit.Part;
import dev.tracewise.learn.modality.TrainingStrategy;
import dev.tracewise.learn.policy.Algorithm;
import dev.tracewise.learn.policy.DoublyRobustTerms;
import dev.tracewise.learn.policy.LoggedDecision;
import dev.tracewise.learn.policy.PolicySettings;
import dev.tracewise.learn.policy.PolicyTrainer;
import dev.tracewise.learn.policy.SoftmaxPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Synthetic rows are learned from; they judge nothing and help to judge nothing. */
class TrainingDataTest {
  private static final Subject LOGGED =
      new Subject("acme", "router", null, MissingPropensity.LEFT_OUT);

  private static List<String> log(String propensity) {
    SplittableRandom random = new SplittableRandom(5);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      String side = random.nextBoolean() ? "left" : "right";
      String chosen = random.nextBoolean() ? "left" : "right";
      double reward = random.nextDouble() < (side.equals(chosen) ? 0.8 : 0.2) ? 1 : 0;
      lines.add(line("i" + i, "\"u" + i / 2 + "\"", side, chosen, propensity, reward, "real"));
    }
    return lines;
  }

  private static String line(
      String id,
      String user,
      String side,
      String chosen,
      String propensity,
      double reward,
      String origin) {
    return "{\"interaction_id\":\"%s\",\"user_id\":%s,\"session_id\":null,\"context\":{\"text\":\"please go %s\"},"
            .formatted(id, user, side)
        + "\"options\":[{\"name\":\"left\"},{\"name\":\"right\"}],\"chosen\":\"%s\",\"propensity\":%s,"
            .formatted(chosen, propensity)
        + "\"reward\":%s,\"confidence\":0.75,\"origin\":\"%s\"}".formatted(reward, origin);
  }

  /** What is wrong every time, and of groups that would all judge. */
  private static List<String> lies() {
    List<String> lies = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      String side = i % 2 == 0 ? "left" : "right";
      String wrong = i % 2 == 0 ? "right" : "left";
      lies.add(line("synthetic/text/" + i, "\"u" + i + "\"", side, wrong, "0.5", 1, "synthetic"));
    }
    return lies;
  }

  private static TrainingData data(TrainingStrategy strategy, List<String> lines) {
    return TrainingData.of(LOGGED, strategy, lines.stream());
  }

  private static List<String> withLies() {
    List<String> lines = new ArrayList<>(log("0.5"));
    lines.addAll(lies());
    return lines;
  }

  @Test
  void syntheticRowsThatLieDoNotChangeTheEvidence() {
    TrainingData real = data(TrainingStrategy.PURE_REAL, log("0.5"));
    TrainingData lied = data(TrainingStrategy.HYBRID, withLies());
    for (Part part : Part.values()) {
      assertThat(lied.part(part)).isEqualTo(real.part(part));
    }
    assertThat(lied.groups()).isEqualTo(real.groups());
    assertThat(lied.evidenceHashes()).isEqualTo(real.evidenceHashes());
    assertThat(lied.all()).isEqualTo(real.all());
    SoftmaxPolicy policy = policy(real);
    DoublyRobustTerms expected = real.onSelection(LOGGED).terms(policy);
    DoublyRobustTerms terms = lied.onSelection(LOGGED).terms(policy);
    assertThat(terms.evaluation().estimates()).isEqualTo(expected.evaluation().estimates());
  }

  @Test
  void whoLearnsFromLiesIsFoundOutByTheLog() {
    TrainingData lied = data(TrainingStrategy.SYNTHETIC, withLies());
    double honest = value(lied, policy(data(TrainingStrategy.PURE_REAL, log("0.5"))));
    assertThat(value(lied, policy(lied))).isLessThan(0.4).isLessThan(honest - 0.3);
  }

  private static SoftmaxPolicy policy(TrainingData data) {
    return PolicyTrainer.train(data.learningRows(), PolicySettings.of(Algorithm.DOUBLY_ROBUST))
        .policy();
  }

  private static double value(TrainingData data, SoftmaxPolicy policy) {
    return data.onSelection(LOGGED).terms(policy).evaluation().estimates().stream()
        .filter(each -> each.estimator().equals("dr"))
        .findFirst()
        .orElseThrow()
        .value();
  }

  @Test
  void theCountsAreOfWhatIsLearnedFromAndOfWhatJudges() {
    TrainingData real = data(TrainingStrategy.PURE_REAL, log("0.5"));
    long training = real.part(Part.TRAINING).size();
    assertThat(real.summary().trainingRows()).isEqualTo(training);
    assertThat(real.summary().heldOutRows()).isEqualTo(400 - training);
    assertThat(real.summary().syntheticRows()).isZero();
    assertThat(real.summary().distributions())
        .containsOnlyKeys("chosen", "confidence", "reward", "words");
    TrainingData hybrid = data(TrainingStrategy.HYBRID, withLies());
    assertThat(hybrid.summary().trainingRows()).isEqualTo(training + 200);
    assertThat(hybrid.summary().syntheticRows()).isEqualTo(200);
    assertThat(hybrid.summary().syntheticHeldOutRows()).isZero();
    assertThat(hybrid.summary().distributions()).isEqualTo(real.summary().distributions());
    TrainingData alone = data(TrainingStrategy.SYNTHETIC, withLies());
    assertThat(alone.summary().trainingRows()).isEqualTo(200);
    assertThat(alone.summary().heldOutRows()).isEqualTo(400 - training);
  }

  @Test
  void copiesUnderNewIdsAreFoundAndTheSameTextWithAnotherRewardIsNoCopy() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      String user = "\"u" + i % 10 + "\"";
      lines.add(line("i" + i, user, "left", "left", "0.5", 1, "real"));
      lines.add(line("j" + i, user, "left", "left", "0.5", i / 100.0, "real"));
    }
    TrainingData data = data(TrainingStrategy.PURE_REAL, lines);
    long users = data.part(Part.TRAINING).size() / 20;
    assertThat(users).isPositive();
    assertThat(data.summary().duplicateRows()).isEqualTo(9 * users);
  }

  @Test
  void aTextOfAMegabyteIsOneRow() {
    List<String> lines = new ArrayList<>(log("0.5"));
    lines.replaceAll(line -> line.replace("please go", "please go "));
    String large = "otters ".repeat(150_000);
    lines.set(0, lines.get(0).replace("please go ", large));
    lines.set(1, lines.get(1).replace("please go ", large));
    TrainingData data = data(TrainingStrategy.PURE_REAL, lines);
    assertThat(data.all()).hasSize(400);
    LoggedDecision first = data.all().get(0);
    double[] probabilities = policy(data).probabilities(first.context(), first.options());
    assertThat(probabilities[0] + probabilities[1]).isEqualTo(1, within(1e-9));
  }

  @Test
  void propensitiesAreModelledOnTheLogAlone() {
    Subject modelled = new Subject("acme", "router", null, MissingPropensity.MODELLED);
    List<String> lines = new ArrayList<>(log("null"));
    TrainingData alone = TrainingData.of(modelled, TrainingStrategy.PURE_REAL, lines.stream());
    lines.addAll(lies());
    TrainingData lied = TrainingData.of(modelled, TrainingStrategy.HYBRID, lines.stream());
    assertThat(lied.all()).isEqualTo(alone.all());
    assertThat(data(TrainingStrategy.PURE_REAL, log("null")).all()).isEmpty();
  }
}

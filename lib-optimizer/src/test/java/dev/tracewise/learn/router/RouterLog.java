package dev.tracewise.learn.router;

import dev.tracewise.judge.GroupSplit;
import dev.tracewise.judge.GroupSplit.Part;
import dev.tracewise.learn.policy.CrossFitting;
import dev.tracewise.learn.policy.LoggedDecision;
import dev.tracewise.learn.policy.Policy;
import dev.tracewise.learn.policy.RewardEstimates;
import dev.tracewise.model.Context;
import dev.tracewise.model.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Decisions between "left" and "right" whose truth is known. Every clue can be switched on: a word
 * of the text, an entity that is right where it is sure and a coin where it is not, and a model
 * that leans to the right side. The log chooses as the model thinks, else by a coin.
 */
final class RouterLog {
  private final SplittableRandom random;
  private boolean words;
  private boolean entities;
  private boolean model;

  private RouterLog(long seed) {
    random = new SplittableRandom(seed);
  }

  static RouterLog of(long seed) {
    return new RouterLog(seed);
  }

  RouterLog words() {
    words = true;
    return this;
  }

  RouterLog entities() {
    entities = true;
    return this;
  }

  RouterLog model() {
    model = true;
    return this;
  }

  List<LoggedDecision> rows(int count) {
    List<LoggedDecision> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(row(i));
    }
    return rows;
  }

  private LoggedDecision row(int i) {
    boolean left = random.nextBoolean();
    String side = left ? "left" : "right";
    double sure = random.nextDouble();
    String seen = sure > 0.6 ? side : random.nextBoolean() ? "left" : "right";
    Context context =
        new Context(
            words ? "please go " + side + " today" : "please go today",
            null,
            entities ? Map.of(Context.ENTITY_SCORE + "goal_" + seen, sure) : Map.of(),
            Map.of(),
            entities ? List.of(new Context.Entity(seen, "goal_" + seen)) : List.of(),
            List.of());
    double leftProbability = model ? (left ? 0.65 : 0.35) : 0.5;
    boolean choseLeft = random.nextDouble() < leftProbability;
    boolean pays = random.nextDouble() < (choseLeft == left ? 0.8 : 0.2);
    return new LoggedDecision(
        "i" + i,
        "g" + i / 2,
        context,
        options(leftProbability),
        choseLeft ? 0 : 1,
        choseLeft ? leftProbability : 1 - leftProbability,
        pays ? 1 : 0);
  }

  private List<Option> options(double leftProbability) {
    Option left = Option.named("left");
    Option right = Option.named("right");
    return model
        ? List.of(
            left.with(Option.MODEL_PROBABILITY, leftProbability),
            right.with(Option.MODEL_PROBABILITY, 1 - leftProbability))
        : List.of(left, right);
  }

  /** The rows of a part. */
  static List<LoggedDecision> part(List<LoggedDecision> rows, Part part) {
    return rows.stream().filter(row -> GroupSplit.part("t", "a", row.group()) == part).toList();
  }

  /** What a policy is worth on the selection part. */
  static double value(List<LoggedDecision> rows, Policy policy) {
    RewardEstimates estimates =
        CrossFitting.of("t", "a")
            .onSelection(part(rows, Part.TRAINING), part(rows, Part.SELECTION));
    return estimates.terms(policy).estimate().mean();
  }
}

package dev.tracewise.learn.policy;

import dev.tracewise.model.Context;
import dev.tracewise.model.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A small assistant whose truth is known: which of four agents is good depends on the words of the
 * query, on its length and on the user's plan. The log chose at random, by known propensities that
 * favour one agent.
 */
final class SimulatedAssistant {
  static final List<Option> OPTIONS =
      List.of(
          Option.named("video_search"),
          Option.named("summarizer"),
          Option.named("report"),
          Option.named("chat"));

  private static final String[][] TOPICS = {
    {"show", "clip", "video", "watch", "film"},
    {"summary", "short", "gist", "digest", "abstract"},
    {"report", "analysis", "chart", "detail", "study"},
    {"hello", "joke", "chat", "talk", "friend"}
  };
  private static final String[] FILLER = {
    "please", "me", "the", "about", "of", "my", "otters", "budget", "weather", "history", "cats",
    "music", "science", "school", "travel", "for", "with", "today", "new", "a"
  };

  private final SplittableRandom random;

  SimulatedAssistant(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** A row with the truth. */
  record Row(LoggedDecision decision, double[] truth, double[] logged) {}

  List<Row> rows(int n) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      rows.add(row(i));
    }
    return rows;
  }

  private Row row(int number) {
    int topic = random.nextInt(4);
    StringBuilder text = new StringBuilder();
    int words = 4 + random.nextInt(10);
    for (int w = 0; w < words; w++) {
      String[] from = w < 2 ? TOPICS[topic] : FILLER;
      text.append(w == 0 ? "" : " ").append(from[random.nextInt(from.length)]);
    }
    String plan = random.nextInt(3) == 0 ? "pro" : "free";
    double load = random.nextDouble();
    Context context =
        new Context(
            text.toString(),
            null,
            Map.of("load", load),
            Map.of("plan", plan),
            List.of(),
            List.of());
    double[] truth = truth(topic, plan, load);
    double[] logged = {0.1, 0.1, 0.2, 0.6};
    int chosen = draw(logged);
    double reward = random.nextDouble() < truth[chosen] ? 1 : 0;
    LoggedDecision decision =
        new LoggedDecision(
            "i-" + number,
            "user:" + random.nextInt(Math.max(1, 400)),
            context,
            OPTIONS,
            chosen,
            logged[chosen],
            reward);
    return new Row(decision, truth, logged);
  }

  private static double[] truth(int topic, String plan, double load) {
    double[] truth = {0.3, 0.3, 0.3, 0.4};
    truth[topic] += 0.35;
    if (plan.equals("pro")) {
      truth[2] += 0.2;
    }
    truth[0] -= 0.25 * load;
    return truth;
  }

  private int draw(double[] probabilities) {
    double u = random.nextDouble();
    int option = 0;
    while (option < probabilities.length - 1 && u >= probabilities[option]) {
      u -= probabilities[option++];
    }
    return option;
  }

  static List<LoggedDecision> log(List<Row> rows) {
    return rows.stream().map(Row::decision).toList();
  }

  /** True value of a policy on the rows. */
  static double value(Policy policy, List<Row> rows) {
    double value = 0;
    for (Row row : rows) {
      double[] p = policy.probabilities(row.decision().context(), row.decision().options());
      for (int o = 0; o < p.length; o++) {
        value += p[o] * row.truth()[o] / rows.size();
      }
    }
    return value;
  }

  static double loggedValue(List<Row> rows) {
    double value = 0;
    for (Row row : rows) {
      for (int o = 0; o < row.truth().length; o++) {
        value += row.logged()[o] * row.truth()[o] / rows.size();
      }
    }
    return value;
  }

  static double bestValue(List<Row> rows) {
    double value = 0;
    for (Row row : rows) {
      double best = 0;
      for (double truth : row.truth()) {
        best = Math.max(best, truth);
      }
      value += best / rows.size();
    }
    return value;
  }

  /** Share of the possible gain over the log that the policy brings. */
  static double shareOfGain(Policy policy, List<Row> rows) {
    double logged = loggedValue(rows);
    return (value(policy, rows) - logged) / (bestValue(rows) - logged);
  }
}

package dev.tracewise.jobs.demo;

import dev.tracewise.jobs.demo.QuerySource.Period;
import dev.tracewise.model.Errors;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * A season of a small multimodal assistant, made from a seed. It knows what no log knows: the
 * expected reward of every option for every question. The season lasts 60 days and ends on
 * 2026-10-31; its first 50 days are the log to learn from, the last 10 are served by what was
 * learned.
 */
public final class DemoWorld {
  static final Instant START = Instant.parse("2026-09-02T00:00:00Z");
  static final Period LOGGED = new Period(START, Duration.ofDays(50));
  static final Period SERVED = new Period(LOGGED.end(), Duration.ofDays(10));

  private final long seed;
  private final DemoSize size;
  private final QuerySource source;
  private final Map<String, DemoAgent> agents = new LinkedHashMap<>();

  /** A world of that seed and size; the same seed gives the same world bit for bit. */
  public DemoWorld(long seed, DemoSize size) {
    this.seed = seed;
    this.size = size;
    this.source = new QuerySource(seed, size.users());
    for (DemoAgent agent : List.of(new RouterAgent(), new AnswererAgent())) {
      agents.put(agent.id(), agent);
    }
  }

  /** The agents whose decisions are learned, in the order in which they are reported. */
  public List<String> agentIds() {
    return List.copyOf(agents.keySet());
  }

  /**
   * Expected reward of an option.
   *
   * @return exact expectation under the reward formula with its defaults, in [0, 1]
   */
  double trueReward(DemoQuery query, String option) {
    DemoAgent agent = agent(query.agentId());
    return OutcomeLaw.expectedReward(
        agent.success(query, option), agent.medianSeconds(query, option));
  }

  /** Mean over the questions of the expected reward of a policy. */
  double trueValue(List<DemoQuery> queries, Function<DemoQuery, Map<String, Double>> policy) {
    double sum = 0;
    for (DemoQuery query : queries) {
      for (Map.Entry<String, Double> entry : policy.apply(query).entrySet()) {
        sum += entry.getValue() * trueReward(query, entry.getKey());
      }
    }
    return sum / queries.size();
  }

  /** True value of the policy that made the log, on the fresh questions. */
  public double loggingValue(String agentId) {
    return trueValue(fresh(agentId), agent(agentId)::loggingPolicy);
  }

  /** True value of always taking the best option, on the fresh questions: nobody can do better. */
  public double oracleValue(String agentId) {
    return trueValue(fresh(agentId), query -> Map.of(best(query), 1.0));
  }

  /**
   * True value of a policy on the fresh questions.
   *
   * @param probabilities by interaction, then by option, for every fresh question
   */
  public double valueOf(String agentId, Map<String, Map<String, Double>> probabilities) {
    return trueValue(fresh(agentId), query -> served(query, probabilities));
  }

  private static Map<String, Double> served(
      DemoQuery query, Map<String, Map<String, Double>> probabilities) {
    Map<String, Double> found = probabilities.get(query.interactionId());
    if (found == null) {
      throw Errors.usage(
          "compute the true value of the policy",
          "interaction " + query.interactionId() + " was not decided",
          "Apply the version to every context of the file.");
    }
    return found;
  }

  private String best(DemoQuery query) {
    String best = "";
    double highest = -1;
    for (String option : agent(query.agentId()).options()) {
      double value = trueReward(query, option);
      if (value > highest) {
        highest = value;
        best = option;
      }
    }
    return best;
  }

  /** The season's logged decisions of an agent, with what came of them. */
  List<DemoInteraction> logged(String agentId) {
    DemoAgent agent = agent(agentId);
    List<DemoInteraction> interactions = new ArrayList<>();
    for (DemoQuery query : source.queries(agent, "log", LOGGED, size.logged(agent))) {
      Map<String, Double> probabilities = agent.loggingPolicy(query);
      String chosen = Draws.from(probabilities, random("choice", query));
      interactions.add(new DemoInteraction(query, probabilities, chosen, play(query, chosen)));
    }
    return interactions;
  }

  /** The questions of the second round. */
  List<DemoQuery> asked(String agentId) {
    return source.queries(agent(agentId), "served", SERVED, size.servedInteractions());
  }

  /** Questions that are in no log, on which true values are computed. */
  List<DemoQuery> fresh(String agentId) {
    return source.queries(agent(agentId), "fresh", SERVED, size.freshContexts());
  }

  /** Lets the world answer: what comes of choosing that option for that question. */
  OutcomeLaw.Drawn play(DemoQuery query, String option) {
    DemoAgent agent = agent(query.agentId());
    return OutcomeLaw.draw(
        agent.success(query, option),
        agent.medianSeconds(query, option),
        random("outcome/" + option, query));
  }

  SplittableRandom random(String purpose, DemoQuery query) {
    return Draws.of(seed, purpose + "/" + query.interactionId(), 0);
  }

  DemoAgent agent(String agentId) {
    DemoAgent agent = agents.get(agentId);
    if (agent == null) {
      throw Errors.usage(
          "find agent \"" + agentId + "\" in the demonstration",
          "it has only " + String.join(" and ", agents.keySet()),
          "Name one of these.");
    }
    return agent;
  }

  DemoSize size() {
    return size;
  }
}

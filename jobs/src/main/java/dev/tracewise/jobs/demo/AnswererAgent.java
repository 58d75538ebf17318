package dev.tracewise.jobs.demo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Chooses the language model that writes the answer: the large one is better on hard questions,
 * slow everywhere, and rambles on easy ones. Its old rule counts words.
 */
final class AnswererAgent implements DemoAgent {
  static final String ID = "answerer";
  static final String SMALL = "small_model";
  static final String LARGE = "large_model";

  private static final List<String> OPTIONS = List.of(SMALL, LARGE);

  @Override
  public String id() {
    return ID;
  }

  @Override
  public List<String> options() {
    return OPTIONS;
  }

  @Override
  public List<Phrase> phrases() {
    return Phrasebook.ANSWERER;
  }

  @Override
  public double success(DemoQuery query, String option) {
    double turns = query.number("history_turns");
    double foreign = query.foreign() ? 1 : 0;
    double small = 0.9 + query.phrase().pullOf(SMALL) - 0.6 * foreign - 0.12 * turns;
    double large = 1.0 + query.phrase().pullOf(LARGE) - 0.02 * turns;
    return Softmax.logistic(option.equals(SMALL) ? small : large);
  }

  @Override
  public double medianSeconds(DemoQuery query, String option) {
    return option.equals(SMALL) ? 1.5 : 9 + 0.4 * query.number("history_turns");
  }

  @Override
  public double costUsd(String option) {
    return option.equals(SMALL) ? 0.0003 : 0.0062;
  }

  @Override
  public String model(String option) {
    return option.equals(SMALL) ? "assistant-small-2" : "assistant-large-2";
  }

  @Override
  public Map<String, Double> loggingPolicy(DemoQuery query) {
    Map<String, Double> scores = new LinkedHashMap<>();
    scores.put(SMALL, 0.0);
    scores.put(LARGE, query.number("words") > 9 ? 0.9 : -0.1);
    return Softmax.mixed(scores, 0.1);
  }
}

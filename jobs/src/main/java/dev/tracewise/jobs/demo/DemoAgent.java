package dev.tracewise.jobs.demo;

import java.util.List;
import java.util.Map;

/** An agent of the demonstration's world: its options, its true law and how it used to choose. */
sealed interface DemoAgent permits RouterAgent, AnswererAgent {
  String id();

  List<String> options();

  List<Phrase> phrases();

  /** True probability that the option does what was asked. */
  double success(DemoQuery query, String option);

  /** Median of the time that the option takes, in seconds. */
  double medianSeconds(DemoQuery query, String option);

  double costUsd(String option);

  /** Language model behind the option. */
  String model(String option);

  /** Probabilities with which the season's log was made: a heuristic with exploration. */
  Map<String, Double> loggingPolicy(DemoQuery query);
}

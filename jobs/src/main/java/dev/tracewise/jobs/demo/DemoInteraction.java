package dev.tracewise.jobs.demo;

import java.util.Map;

/**
 * A question, what was done with it, and what came of it.
 *
 * @param query the question
 * @param probabilities with which each option was drawn
 * @param chosen the option drawn
 * @param outcome what came of it
 */
record DemoInteraction(
    DemoQuery query, Map<String, Double> probabilities, String chosen, OutcomeLaw.Drawn outcome) {
  double propensity() {
    return probabilities.getOrDefault(chosen, 0.0);
  }
}

package dev.tracewise.jobs.demo;

import java.util.Map;

/**
 * A way to ask, with what it truly means for each option; the learner sees the words only.
 *
 * @param template the words, with {@code {t}} where the topic goes
 * @param pull shift of the log-odds of success by option
 */
record Phrase(String template, Map<String, Double> pull) {
  double pullOf(String option) {
    return pull.getOrDefault(option, 0.0);
  }
}

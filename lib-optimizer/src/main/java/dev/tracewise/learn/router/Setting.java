package dev.tracewise.learn.router;

import dev.tracewise.learn.policy.LoggedDecision;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;

/** A value of a tunable: it changes a router, and may learn for it from the training part. */
public sealed interface Setting extends Serializable {
  /**
   * The router with this value.
   *
   * @param current the router so far
   * @param training rows of the training part, in key order
   */
  RouterSettings applied(RouterSettings current, List<LoggedDecision> training);

  /** The value in words, the same for the same value. */
  String label();

  /** The router as it is. */
  record Unchanged() implements Setting {
    @Override
    public RouterSettings applied(RouterSettings current, List<LoggedDecision> training) {
      return current;
    }

    @Override
    public String label() {
      return "as it is";
    }
  }

  /**
   * Entities from this score on, with the labels that the training part teaches for it.
   *
   * @param threshold least score of an entity that counts
   * @param labels most types of entities that get an option
   * @param certainty standard errors that are taken off before a type counts
   */
  record EntityThreshold(double threshold, int labels, double certainty) implements Setting {
    @Override
    public RouterSettings applied(RouterSettings current, List<LoggedDecision> training) {
      return current.withEntities(RouterLearner.labels(training, threshold, labels, certainty));
    }

    @Override
    public String label() {
      return text("entity threshold %.3g", threshold);
    }
  }

  /**
   * Another temperature of the agent's model.
   *
   * @param temperature the temperature
   */
  record Temperature(double temperature) implements Setting {
    @Override
    public RouterSettings applied(RouterSettings current, List<LoggedDecision> training) {
      return current.withTemperature(temperature);
    }

    @Override
    public String label() {
      return text("temperature %.3g", temperature);
    }
  }

  /**
   * Keyword lists that the training part teaches.
   *
   * @param size most words for an option
   * @param certainty standard errors that are taken off before a word counts
   */
  record KeywordLists(int size, double certainty) implements Setting {
    @Override
    public RouterSettings applied(RouterSettings current, List<LoggedDecision> training) {
      return current.withKeywords(RouterLearner.keywords(training, size, certainty));
    }

    @Override
    public String label() {
      return text("up to %d keywords an option, certainty %.3g", size, certainty);
    }
  }

  /**
   * Another weight of a scorer.
   *
   * @param scorer the scorer
   * @param weight its weight
   */
  record Weight(Scorer scorer, double weight) implements Setting {
    @Override
    public RouterSettings applied(RouterSettings current, List<LoggedDecision> training) {
      return current.withWeight(scorer, weight);
    }

    @Override
    public String label() {
      return "weight of " + scorer.id() + text(" %.3g", weight);
    }
  }

  /**
   * Another probability from which the best option is chosen outright.
   *
   * @param threshold the probability
   */
  record ConfidenceThreshold(double threshold) implements Setting {
    @Override
    public RouterSettings applied(RouterSettings current, List<LoggedDecision> training) {
      return current.withConfidenceThreshold(threshold);
    }

    @Override
    public String label() {
      return text("confidence threshold %.3g", threshold);
    }
  }

  /**
   * Two values at once, the second on what the first one left.
   *
   * @param first the first value
   * @param second the second one
   */
  record Both(Setting first, Setting second) implements Setting {
    @Override
    public RouterSettings applied(RouterSettings current, List<LoggedDecision> training) {
      return second.applied(first.applied(current, training), training);
    }

    @Override
    public String label() {
      return first.label() + ", " + second.label();
    }
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}

package dev.tracewise.learn.routing;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A query with the option that it should go to, for optimizers that learn from examples.
 *
 * @param query what was asked
 * @param option where it should go
 */
public record RouteExample(String query, String option) {
  /** Reward from which a choice is worth to be imitated. */
  public static final double WORTH_IMITATING = 0.5;

  /** Whether a prediction is right; none is wrong, never right by default. */
  public boolean matches(@Nullable String predicted) {
    return option.equals(predicted);
  }

  /**
   * A choice that was made.
   *
   * @param query what was asked
   * @param outcome what was chosen and what came of it
   * @param suggested the option that a person or a model would have chosen; null for none
   */
  public record Choice(String query, RoutedOutcome outcome, @Nullable String suggested) {}

  /**
   * Examples of choices: the suggested option where there is one, else the chosen one where it
   * succeeded with a reward of {@link #WORTH_IMITATING} or more. Failures are not imitated: without
   * a suggestion they teach no option, and are left out.
   */
  public static List<RouteExample> of(List<Choice> choices) {
    List<RouteExample> examples = new ArrayList<>();
    for (Choice choice : choices) {
      RoutedOutcome outcome = choice.outcome();
      String suggested = choice.suggested();
      if (suggested != null) {
        examples.add(new RouteExample(choice.query(), suggested));
      } else if (!Boolean.FALSE.equals(outcome.success()) && outcome.reward() >= WORTH_IMITATING) {
        examples.add(new RouteExample(choice.query(), outcome.option()));
      }
    }
    return examples;
  }
}

package dev.tracewise.learn.policy;

import dev.tracewise.model.Context;
import dev.tracewise.model.Errors;
import dev.tracewise.model.Option;
import java.util.List;

/**
 * Something was chosen among options.
 *
 * @param context what was known
 * @param options what could be chosen, at least one
 * @param chosen index of what was chosen
 */
public record Choice(Context context, List<Option> options, int chosen) {
  /** Copies the options; refuses an index out of them. */
  public Choice {
    options = List.copyOf(options);
    if (chosen < 0 || chosen >= options.size()) {
      throw Errors.usage(
          "learn from a decision",
          "option " + chosen + " was chosen of " + options.size(),
          "The chosen option must be one of the options.");
    }
  }
}

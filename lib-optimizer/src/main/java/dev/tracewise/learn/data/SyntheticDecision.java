package dev.tracewise.learn.data;

import dev.tracewise.model.Modality;
import dev.tracewise.model.Option;
import java.util.List;

/**
 * A decision that was made up: a query with the option that its modality expects.
 *
 * @param modality modality of the query
 * @param query what would be asked
 * @param options what could be chosen
 * @param chosen name of the option that the modality expects
 */
public record SyntheticDecision(
    Modality modality, String query, List<Option> options, String chosen) {
  /** Copies the options. */
  public SyntheticDecision {
    options = List.copyOf(options);
  }
}

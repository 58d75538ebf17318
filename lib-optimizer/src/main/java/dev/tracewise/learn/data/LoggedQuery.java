package dev.tracewise.learn.data;

import dev.tracewise.learn.modality.ModalityExample;
import dev.tracewise.learn.modality.ModalityExample.Origin;
import dev.tracewise.model.Modality;
import dev.tracewise.model.Option;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A query of the log that synthetic ones may be made after.
 *
 * @param modality its modality
 * @param text what was asked; null where nothing was said
 * @param time when
 * @param confidence the agent's confidence in [0, 1]; null where none is logged
 * @param success whether it succeeded; null where not known
 * @param options what could be chosen
 * @param chosen the option chosen
 */
public record LoggedQuery(
    Modality modality,
    @Nullable String text,
    Instant time,
    @Nullable Double confidence,
    @Nullable Boolean success,
    List<Option> options,
    String chosen) {
  /** Copies the options. */
  public LoggedQuery {
    options = List.copyOf(options);
  }

  /** The query as an example; one whose outcome is not known counts as a success. */
  ModalityExample example() {
    return new ModalityExample(
        text == null ? "" : text, chosen, confidence, success == null || success, 0, Origin.REAL);
  }
}

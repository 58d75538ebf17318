package dev.tracewise.learn.data;

import dev.tracewise.learn.modality.ModalityExample.Origin;
import org.jspecify.annotations.Nullable;

/**
 * What has to be known of a row to check a training set, without the row itself.
 *
 * @param content hash of what is learned from, such as the text
 * @param group its group
 * @param label its class; null where a number is learned
 * @param words words of its text
 * @param part where it goes
 * @param origin whether it happened or was made
 */
public record TrainingRow(
    String content, String group, @Nullable String label, int words, Part part, Origin origin) {
  /** Where a row goes. */
  public enum Part {
    /** It is learned from. */
    TRAINING,
    /** It judges what was learned. */
    HELD_OUT
  }
}

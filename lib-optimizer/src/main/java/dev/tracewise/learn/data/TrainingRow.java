package dev.tracewise.learn.data;

import dev.tracewise.learn.modality.ModalityExample.Origin;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What has to be known of a row to check a training set, without the row itself.
 *
 * @param copy hash of all there is of it but its id: rows that share it are copies
 * @param content hash of what its class is told from, such as the text
 * @param group its group
 * @param label its class; null where a number is learned
 * @param words words of its text, 0 where it has none
 * @param bins the bin of each number or name whose distribution is watched, by feature
 * @param part where it goes
 * @param origin whether it happened or was made
 */
public record TrainingRow(
    String copy,
    String content,
    String group,
    @Nullable String label,
    int words,
    Map<String, String> bins,
    Part part,
    Origin origin) {
  /** Copies the bins. */
  public TrainingRow {
    bins = Map.copyOf(bins);
  }

  /** Where a row goes. */
  public enum Part {
    /** It is learned from. */
    TRAINING,
    /** It judges what was learned. */
    HELD_OUT
  }
}

package dev.tracewise.action.policy;

import dev.tracewise.learn.modality.TrainingStrategy;
import dev.tracewise.table.DatasetFile;
import java.io.Serializable;
import java.util.stream.Stream;

/**
 * A training set that was kept.
 *
 * @param sha256 hash of its content, which is its name
 * @param file where it lies
 * @param strategy which of its rows are learned from
 */
record TrainingSet(String sha256, DatasetFile file, TrainingStrategy strategy)
    implements Serializable {
  /** Its lines in the order of their keys; to be closed. */
  Stream<String> lines() {
    return file.lines();
  }
}

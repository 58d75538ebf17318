package dev.tracewise.action.policy;

import dev.tracewise.learn.modality.TrainingStrategy;
import java.lang.ref.SoftReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The training set that this JVM read last. Candidates of one run are trained on the same set; the
 * tasks that share an executor read and split it once.
 */
final class TrainingDataCache {
  private static final Object LOCK = new Object();
  private static @Nullable Entry last;

  private TrainingDataCache() {}

  /** The set, read unless the tasks before this one read the same. */
  static TrainingData of(Subject subject, TrainingSet dataset) {
    synchronized (LOCK) {
      Key key = new Key(subject, dataset.sha256(), dataset.strategy());
      Entry entry = last;
      TrainingData known = entry != null && entry.key.equals(key) ? entry.data.get() : null;
      if (known != null) {
        return known;
      }
      try (Stream<String> lines = dataset.lines()) {
        TrainingData data = TrainingData.of(subject, dataset.strategy(), lines);
        last = new Entry(key, new SoftReference<>(data));
        return data;
      }
    }
  }

  private record Key(Subject subject, String sha256, TrainingStrategy strategy) {}

  private record Entry(Key key, SoftReference<TrainingData> data) {}
}

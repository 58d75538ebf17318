package dev.tracewise.jobs.demo;

import dev.tracewise.model.Hashes;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Random draws that depend only on the seed and on what they are for, never on their order. */
final class Draws {
  private Draws() {}

  /** A generator of its own for each purpose and index. */
  static SplittableRandom of(long seed, String purpose, long index) {
    byte[] hash = Hashes.sha256Bytes(Long.toString(seed), purpose, Long.toString(index));
    return new SplittableRandom(ByteBuffer.wrap(hash).getLong());
  }

  static <T> T one(List<T> values, RandomGenerator random) {
    return values.get(random.nextInt(values.size()));
  }

  /** Draws a key in the map's own order by inversion of the cumulated probabilities. */
  static String from(Map<String, Double> probabilities, RandomGenerator random) {
    double point = random.nextDouble();
    double cumulated = 0;
    String last = "";
    for (Map.Entry<String, Double> entry : probabilities.entrySet()) {
      cumulated += entry.getValue();
      last = entry.getKey();
      if (point < cumulated) {
        return last;
      }
    }
    return last;
  }

  /** Draws an index by its weights, which sum to 1. */
  static int index(double[] weights, RandomGenerator random) {
    double point = random.nextDouble();
    double cumulated = 0;
    for (int i = 0; i < weights.length; i++) {
      cumulated += weights[i];
      if (point < cumulated) {
        return i;
      }
    }
    return weights.length - 1;
  }

  /** Lower-case hex id of the given length, at most 64 digits. */
  static String hex(String purpose, String key, int digits) {
    return Hashes.sha256(purpose, key).substring(0, digits);
  }
}

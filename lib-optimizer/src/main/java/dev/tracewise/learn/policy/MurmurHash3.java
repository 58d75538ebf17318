package dev.tracewise.learn.policy;

import java.nio.charset.StandardCharsets;

/**
 * MurmurHash3, 32 bits, x86 variant, seed 0, over UTF-8: the hash of feature names. Part of the
 * format of stored policies, so it never changes.
 *
 * @see <a href="https://github.com/aappleby/smhasher">Austin Appleby, public domain</a>
 */
public final class MurmurHash3 {
  private MurmurHash3() {}

  /** The hash of a text. */
  public static int hash(String text) {
    return hash(text.getBytes(StandardCharsets.UTF_8), 0);
  }

  static int hash(byte[] data, int seed) {
    int hash = seed;
    int blocks = data.length & ~3;
    for (int i = 0; i < blocks; i += 4) {
      hash = Integer.rotateLeft(hash ^ scramble(word(data, i, 4)), 13) * 5 + 0xe6546b64;
    }
    if (blocks < data.length) {
      hash ^= scramble(word(data, blocks, data.length - blocks));
    }
    return finish(hash ^ data.length);
  }

  private static int word(byte[] data, int from, int bytes) {
    int word = 0;
    for (int i = bytes - 1; i >= 0; i--) {
      word = word << 8 | data[from + i] & 0xff;
    }
    return word;
  }

  private static int scramble(int word) {
    return Integer.rotateLeft(word * 0xcc9e2d51, 15) * 0x1b873593;
  }

  private static int finish(int hash) {
    int mixed = (hash ^ hash >>> 16) * 0x85ebca6b;
    mixed = (mixed ^ mixed >>> 13) * 0xc2b2ae35;
    return mixed ^ mixed >>> 16;
  }
}

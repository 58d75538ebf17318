package dev.tracewise.learn.booster;

import dev.tracewise.learn.policy.MurmurHash3;
import dev.tracewise.learn.policy.Tokens;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text as a fixed number of dense features: its words and the sequences of three to five
 * characters inside its words (with a blank before and after), hashed by MurmurHash3 (32 bits, seed
 * 0, UTF-8) into slots; the value of a slot is ln(1 + count). Words are those of {@link Tokens}, so
 * a text of any size costs little.
 */
final class TextHashing {
  static final int SHORTEST = 3;
  static final int LONGEST = 5;

  private TextHashing() {}

  /** Adds a text to {@code width} slots from {@code offset} on. */
  static void add(@Nullable String text, double[] into, int offset, int width) {
    if (text == null || width == 0) {
      return;
    }
    List<String> words = Tokens.of(text);
    for (String word : words) {
      count("w:" + word, into, offset, width);
      String padded = " " + word + " ";
      for (int n = SHORTEST; n <= LONGEST; n++) {
        for (int i = 0; i + n <= padded.length(); i++) {
          count("c:" + padded.substring(i, i + n), into, offset, width);
        }
      }
    }
    for (int slot = offset; slot < offset + width; slot++) {
      into[slot] = Math.log1p(into[slot]);
    }
  }

  /** Counts a name in its slot. */
  static void count(String name, double[] into, int offset, int width) {
    into[offset + Math.floorMod(MurmurHash3.hash(name), width)]++;
  }
}

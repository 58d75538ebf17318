package dev.tracewise.settings;

/** Checks of numbers; the message begins with the key. */
final class Ranges {
  private Ranges() {}

  static void atLeast(String key, long value, long least) {
    if (value < least) {
      throw new IllegalArgumentException(key + " must be at least " + least + ", but is " + value);
    }
  }
}

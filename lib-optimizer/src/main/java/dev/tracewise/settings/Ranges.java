package dev.tracewise.settings;

/** Checks of numbers; the message begins with the key. */
final class Ranges {
  private Ranges() {}

  static void atLeast(String key, long value, long least) {
    if (value < least) {
      throw new IllegalArgumentException(key + " must be at least " + least + ", but is " + value);
    }
  }

  static void share(String key, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(key + " must be in [0, 1], but is " + value);
    }
  }
}

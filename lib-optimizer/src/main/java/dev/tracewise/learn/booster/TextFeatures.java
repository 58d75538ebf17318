package dev.tracewise.learn.booster;

/** What becomes of texts. */
public enum TextFeatures {
  /** Words and sequences of characters, hashed into slots. */
  HASHED,
  /** The vector of an embedder. */
  EMBEDDING,
  /** Both. */
  BOTH;

  /** Whether texts are hashed. */
  public boolean hashes() {
    return this != EMBEDDING;
  }

  /** Whether texts are embedded. */
  public boolean embeds() {
    return this != HASHED;
  }
}

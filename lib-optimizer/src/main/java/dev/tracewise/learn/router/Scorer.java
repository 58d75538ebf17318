package dev.tracewise.learn.router;

import java.util.Locale;

/** Who has a say in a router. */
public enum Scorer {
  /** Words of the text. */
  KEYWORDS,
  /** Entities that were recognised in the text. */
  ENTITIES,
  /** The agent's own model. */
  MODEL;

  /** The name in artefacts. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}

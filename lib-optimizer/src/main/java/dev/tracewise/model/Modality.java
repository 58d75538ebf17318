package dev.tracewise.model;

import java.util.Locale;
import java.util.Optional;

/** The kinds of content that an agent works on. */
public enum Modality {
  VIDEO,
  IMAGE,
  AUDIO,
  DOCUMENT,
  TEXT,
  MIXED;

  /** The name in tables. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The modality of that name, in any case. */
  public static Optional<Modality> of(String name) {
    for (Modality modality : values()) {
      if (modality.name().equalsIgnoreCase(name.trim())) {
        return Optional.of(modality);
      }
    }
    return Optional.empty();
  }
}

package dev.tracewise.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The kinds of content that an agent works on, those that say most of a query first. */
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

  /**
   * The one modality that a row of several belongs to: the first of ours that was detected, in the
   * order above; text where only unknown names were; empty where nothing was.
   */
  public static Optional<Modality> primary(Collection<String> detected) {
    return detected.isEmpty()
        ? Optional.empty()
        : Optional.of(
            detected.stream()
                .flatMap(name -> of(name).stream())
                .filter(modality -> modality != MIXED)
                .min(Comparator.naturalOrder())
                .orElse(TEXT));
  }
}

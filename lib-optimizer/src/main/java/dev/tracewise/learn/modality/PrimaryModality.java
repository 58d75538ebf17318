package dev.tracewise.learn.modality;

import dev.tracewise.model.Modality;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The one modality that a row of several belongs to. */
public final class PrimaryModality {
  /** The first of these that was detected wins. */
  public static final List<Modality> PRIORITY =
      List.of(Modality.VIDEO, Modality.IMAGE, Modality.AUDIO, Modality.DOCUMENT, Modality.TEXT);

  private PrimaryModality() {}

  /** By priority; text where only unknown names were detected; empty where nothing was. */
  public static Optional<Modality> of(Collection<String> detected) {
    if (detected.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        PRIORITY.stream()
            .filter(m -> detected.stream().anyMatch(name -> m.id().equalsIgnoreCase(name.trim())))
            .findFirst()
            .orElse(Modality.TEXT));
  }
}

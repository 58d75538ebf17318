package dev.tracewise.learn.fusion;

import dev.tracewise.model.Modality;
import java.io.Serializable;
import java.util.Comparator;

/**
 * Two modalities in their order.
 *
 * @param primary the likeliest
 * @param secondary the second
 */
public record ModalityPair(Modality primary, Modality secondary)
    implements Comparable<ModalityPair>, Serializable {
  private static final Comparator<ModalityPair> ORDER =
      Comparator.comparing(ModalityPair::primary).thenComparing(ModalityPair::secondary);

  /** The name in tables, such as {@code video+document}. */
  public String id() {
    return primary.id() + "+" + secondary.id();
  }

  /** The same two, whichever is first. */
  public boolean sameModalities(ModalityPair other) {
    return equals(other) || (primary == other.secondary && secondary == other.primary);
  }

  @Override
  public int compareTo(ModalityPair other) {
    return ORDER.compare(this, other);
  }
}

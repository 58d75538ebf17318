package dev.tracewise.learn.fusion;

import dev.tracewise.model.Modality;
import java.util.Set;

/**
 * What a session, or a workflow, used and what it earned.
 *
 * @param group its group
 * @param modalities the modalities that it used
 * @param reward its mean reward, in [0, 1]
 */
public record SessionReward(String group, Set<Modality> modalities, double reward) {
  /** Copies the modalities. */
  public SessionReward {
    modalities = Set.copyOf(modalities);
  }
}

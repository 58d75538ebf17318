package dev.tracewise.learn.fusion;

import dev.tracewise.judge.MeanDifference;
import dev.tracewise.model.Interval;
import dev.tracewise.model.Modality;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A pair of modalities that sessions, or workflows, used together, against those that used one of
 * them alone. Nobody drew which do: the difference may be theirs, so it suggests what to try and
 * proves nothing.
 *
 * @param unit what was compared: sessions or workflows
 * @param pair the pair, the first in the order of the modalities first
 * @param together those that used exactly the two
 * @param alone those that used exactly one of them
 * @param difference mean reward together less alone, 95 % interval by group
 */
public record FusionPattern(
    String unit, ModalityPair pair, long together, long alone, Interval difference)
    implements Serializable {
  /** Units on either side below which a pair is left out. */
  public static final int MINIMUM_SESSIONS = 30;

  /** The pairs with enough sessions, by the lower end of the difference, best first. */
  public static List<FusionPattern> discover(String unit, List<SessionReward> sessions) {
    List<FusionPattern> patterns = new ArrayList<>();
    for (Modality primary : Modality.values()) {
      for (Modality secondary : Modality.values()) {
        if (primary.compareTo(secondary) < 0) {
          add(unit, new ModalityPair(primary, secondary), sessions, patterns);
        }
      }
    }
    patterns.sort(Comparator.comparingDouble((FusionPattern p) -> p.difference().low()).reversed());
    return patterns;
  }

  /** Whether less was earned with both, beyond doubt. */
  public boolean earnedLess() {
    return difference.high() < 0;
  }

  /** What was seen, in words. */
  public String sentence() {
    return String.format(
        Locale.ROOT,
        "%d %s with %s earned %+.4f (%+.4f to %+.4f) beside %d with one of the two",
        together,
        unit,
        pair.id(),
        difference.estimate(),
        difference.low(),
        difference.high(),
        alone);
  }

  private static void add(
      String unit, ModalityPair pair, List<SessionReward> sessions, List<FusionPattern> patterns) {
    Set<Modality> both = EnumSet.of(pair.primary(), pair.secondary());
    MeanDifference.Builder difference = new MeanDifference.Builder();
    for (SessionReward session : sessions) {
      if (session.modalities().equals(both)) {
        difference.addTreated(session.reward(), session.group());
      } else if (session.modalities().size() == 1 && both.containsAll(session.modalities())) {
        difference.addControl(session.reward(), session.group());
      }
    }
    if (difference.treated() >= MINIMUM_SESSIONS && difference.controls() >= MINIMUM_SESSIONS) {
      patterns.add(
          new FusionPattern(
              unit,
              pair,
              difference.treated(),
              difference.controls(),
              difference.difference().interval()));
    }
  }
}

package dev.tracewise.learn.router;

import dev.tracewise.model.Errors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What of a router can be tuned, in the order in which it is. */
public enum Tunable {
  /** From which score on an entity counts, and which labels speak for which option. */
  ENTITIES,
  /** How sharp the agent's model decides. */
  TEMPERATURE,
  /** Which words speak for which option. */
  KEYWORDS,
  /** How much each scorer counts, and from which probability on the best option is taken. */
  WEIGHTS;

  /** All of them. */
  public static final String ALL = "all";

  private static final double LABEL_CERTAINTY = 1;

  /** The name on the command line. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The tunable of a name, or {@link #ALL}. */
  public static List<Tunable> of(String name) {
    List<Tunable> found =
        Arrays.stream(values())
            .filter(each -> name.equalsIgnoreCase(ALL) || name.equalsIgnoreCase(each.id()))
            .toList();
    if (found.isEmpty()) {
      throw Errors.usage(
          "tune \"" + name + "\" of a router",
          "there is nothing of that name",
          "Tunables: "
              + Arrays.stream(values()).map(Tunable::id).collect(Collectors.joining(", "))
              + ", "
              + ALL
              + ".");
    }
    return found;
  }

  /** The values to try. */
  public List<Setting> settings(TuningGrid grid) {
    List<Setting> settings = new ArrayList<>();
    switch (this) {
      case ENTITIES ->
          grid.entityThresholds()
              .forEach(
                  t ->
                      settings.add(
                          new Setting.EntityThreshold(t, grid.entityLabels(), LABEL_CERTAINTY)));
      case TEMPERATURE ->
          grid.temperatures().forEach(t -> settings.add(new Setting.Temperature(t)));
      case KEYWORDS -> {
        for (double size : grid.keywordListSizes()) {
          grid.keywordCertainties().forEach(c -> addKeywords((int) size, c, grid, settings));
        }
      }
      case WEIGHTS -> {
        grid.confidenceThresholds().forEach(t -> settings.add(new Setting.ConfidenceThreshold(t)));
        for (Scorer scorer : Scorer.values()) {
          grid.weights().forEach(w -> settings.add(new Setting.Weight(scorer, w)));
        }
      }
    }
    return settings;
  }

  /**
   * Each list twice: as it counts now, and where the best option is taken outright. What words add
   * to other scorers shows only where they can win.
   */
  private static void addKeywords(
      int size, double certainty, TuningGrid grid, List<Setting> settings) {
    Setting lists = new Setting.KeywordLists(size, certainty);
    settings.add(lists);
    grid.confidenceThresholds().stream()
        .min(Double::compare)
        .map(Setting.ConfidenceThreshold::new)
        .ifPresent(outright -> settings.add(new Setting.Both(lists, outright)));
  }
}

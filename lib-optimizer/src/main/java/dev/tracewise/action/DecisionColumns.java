package dev.tracewise.action;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which columns of a decision may be filled later, and when they count as known. */
final class DecisionColumns {
  /** What an outcome may fill. */
  static final List<String> OUTCOME =
      List.of("quality", "success", "satisfaction", "seconds", "cost_usd", "reward");

  /** What a decision line with a known id may fill. */
  static final List<String> FILLABLE =
      List.of(
          "modality",
          "session_id",
          "user_id",
          "trace_id",
          "span_id",
          "confidence",
          "context",
          "propensity",
          "probabilities",
          "output",
          "quality",
          "success",
          "satisfaction",
          "seconds",
          "cost_usd",
          "reward",
          "outcomes_by_option",
          "metadata",
          "served_kind",
          "served_version",
          "experiment_id",
          "variant",
          "episode_id",
          "step",
          "slate_position");

  private static final Set<String> MAPS = Set.of("probabilities", "outcomes_by_option", "metadata");
  private static final String CONTEXT =
      "CASE WHEN %1$scontext.text IS NOT NULL OR %1$scontext.enhanced_text IS NOT NULL"
          + " OR size(%1$scontext.numeric) > 0 OR size(%1$scontext.categorical) > 0"
          + " OR size(%1$scontext.entities) > 0 OR size(%1$scontext.relationships) > 0"
          + " THEN %1$scontext END";

  private DecisionColumns() {}

  /** SQL of a column's value, null where nothing is known: empty maps and contexts say nothing. */
  static String known(String prefix, String column) {
    if (column.equals("context")) {
      return CONTEXT.formatted(prefix);
    }
    return MAPS.contains(column)
        ? "CASE WHEN size(%1$s%2$s) > 0 THEN %1$s%2$s END".formatted(prefix, column)
        : prefix + column;
  }

  /** SQL by column that fills what the target leaves open, never over a value that is there. */
  static Map<String, String> filling(List<String> columns) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String column : columns) {
      values.put(column, "coalesce(" + known("target.", column) + ", source." + column + ")");
    }
    values.put("ingested_at", "source.ingested_at");
    return values;
  }
}

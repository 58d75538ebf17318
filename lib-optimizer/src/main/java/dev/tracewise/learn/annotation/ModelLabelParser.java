package dev.tracewise.learn.annotation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tracewise.model.RoutingLabel;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the label out of a model's answer: a JSON object anywhere in it, or lines {@code Name:
 * value}. Models write prose around JSON, percents and words for numbers, and hyphens in names; all
 * of that is read. What cannot be read becomes {@code insufficient_info} for a person to look at.
 */
public final class ModelLabelParser {
  private static final int MAX_REASONING = 2_000;
  private static final double NO_CONFIDENCE = 0.5;
  private static final Map<String, Double> WORDS =
      Map.of("very high", 0.95, "high", 0.9, "medium", 0.5, "moderate", 0.5, "low", 0.1);
  private static final Pattern NUMBER =
      Pattern.compile("(\\d+(?:\\.\\d+)?|\\.\\d+)\\s*(%|/\\s*(\\d{1,3}))?(?:[\\s(,;].*)?");
  private static final Pattern LINE =
      Pattern.compile("(?m)^[\\s*_>#-]*([A-Za-z][A-Za-z _-]{2,30})[*_`]*\\s*[:=]\\s*(.+)$");
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
          .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .build();

  private ModelLabelParser() {}

  /**
   * The label in an answer. Missing confidence is 0.5, missing {@code requires_human_review} is
   * true; an answer without anything to read has confidence 0.
   */
  public static ModelLabel parse(String answer) {
    Map<String, String> fields = fields(answer);
    String named = first(fields, List.of("label", "annotation", "verdict"));
    if (named == null) {
      return new ModelLabel(RoutingLabel.INSUFFICIENT_INFO, 0, capped(answer.strip()), null, true);
    }
    Optional<RoutingLabel> label = RoutingLabel.of(bare(named));
    Double confidence = confidence(fields.get("confidence"));
    String review = first(fields, List.of("requires_human_review", "human_review", "review"));
    String reasoning = first(fields, List.of("reasoning", "reason", "explanation"));
    return new ModelLabel(
        label.orElse(RoutingLabel.INSUFFICIENT_INFO),
        confidence == null ? NO_CONFIDENCE : confidence,
        capped(reasoning == null ? "" : reasoning),
        suggested(fields),
        label.isEmpty() || !saysNo(review));
  }

  private static Map<String, String> fields(String answer) {
    for (int open = answer.indexOf('{'); open >= 0; open = answer.indexOf('{', open + 1)) {
      JsonNode object = object(answer.substring(open));
      if (object != null && object.isObject() && !object.isEmpty()) {
        Map<String, String> fields = new HashMap<>();
        object
            .properties()
            .forEach(
                field -> {
                  if (field.getValue().isValueNode() && !field.getValue().isNull()) {
                    fields.put(key(field.getKey()), field.getValue().asText());
                  }
                });
        return fields;
      }
    }
    Map<String, String> fields = new HashMap<>();
    Matcher lines = LINE.matcher(answer);
    while (lines.find()) {
      fields.putIfAbsent(key(lines.group(1)), bare(lines.group(2)));
    }
    return fields;
  }

  /** The object that the text begins with; what follows it does not matter. */
  private static @Nullable JsonNode object(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException notJson) {
      return null;
    }
  }

  private static @Nullable Double confidence(@Nullable String text) {
    if (text == null) {
      return null;
    }
    String lower = bare(text).toLowerCase(Locale.ROOT);
    Double word = WORDS.get(lower);
    if (word != null) {
      return word;
    }
    Matcher number = NUMBER.matcher(lower);
    if (!number.matches()) {
      return null;
    }
    double value = Double.parseDouble(number.group(1));
    double share = value / whole(value, number.group(2), number.group(3));
    return share <= 1 ? Double.valueOf(share) : null;
  }

  /** What the number is a part of: the one that is named, or 100 where it cannot be a share. */
  private static double whole(double value, @Nullable String sign, @Nullable String named) {
    if (named != null) {
      return Double.parseDouble(named);
    }
    return sign == null && value <= 1 ? 1 : 100;
  }

  private static @Nullable String suggested(Map<String, String> fields) {
    String agent =
        first(
            fields,
            List.of("suggested_correct_agent", "suggested_agent", "correct_agent", "suggestion"));
    String named = agent == null ? "" : bare(agent);
    return switch (named.toLowerCase(Locale.ROOT)) {
      case "", "none", "null", "n/a", "-" -> null;
      default -> named;
    };
  }

  private static boolean saysNo(@Nullable String text) {
    return switch (text == null ? "" : bare(text).toLowerCase(Locale.ROOT)) {
      case "false", "no", "0", "not required" -> true;
      default -> false;
    };
  }

  private static @Nullable String first(Map<String, String> fields, List<String> names) {
    return names.stream().map(fields::get).filter(text -> text != null).findFirst().orElse(null);
  }

  private static String key(String name) {
    return name.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s-]+", "_");
  }

  /** Without the quotes, marks and commas that models put around values. */
  private static String bare(String text) {
    return text.strip().replaceAll("^[\"'`*_\\s]+|[\"'`*_.,;\\s]+$", "");
  }

  private static String capped(String text) {
    return text.length() <= MAX_REASONING ? text : text.substring(0, MAX_REASONING);
  }
}

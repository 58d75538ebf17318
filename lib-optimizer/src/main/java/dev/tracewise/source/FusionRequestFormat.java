package dev.tracewise.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tracewise.model.FusionRequest;
import dev.tracewise.model.Modality;
import dev.tracewise.model.Parsed;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Queries of which is to be said whether to answer them from two modalities: {@code
 * interaction_id}, the query as {@code context.text} or {@code query}, and {@code modalities}, an
 * object of confidences or an array of objects with {@code modality} and {@code confidence}.
 */
public final class FusionRequestFormat implements RecordFormat {
  private static final String NAMES =
      Arrays.stream(Modality.values())
          .filter(modality -> modality != Modality.MIXED)
          .map(Modality::id)
          .collect(Collectors.joining(", "));

  @Override
  public String name() {
    return "fusions";
  }

  @Override
  public boolean recognises(JsonNode value) {
    return value.has("interaction_id") && value.has("modalities");
  }

  @Override
  public List<Parsed> read(JsonNode value, RecordOrigin origin) {
    return Rejections.orRecord(value, origin, FusionRequestFormat::request);
  }

  private static FusionRequest request(Fields fields, RecordOrigin origin) throws InvalidRecord {
    return new FusionRequest(
        Tenants.of(fields, origin),
        fields.requiredText("interaction_id"),
        fields.text("agent_id"),
        query(fields),
        fields.required("modalities").isArray() ? listed(fields) : named(fields));
  }

  private static String query(Fields fields) throws InvalidRecord {
    String query = fields.text("query");
    String text = query == null ? ContextFields.read(fields, new TreeMap<>()).text() : query;
    if (text == null) {
      throw Fields.missing("context.text");
    }
    return text;
  }

  private static Map<Modality, Double> named(Fields fields) throws InvalidRecord {
    Map<Modality, Double> detected = new EnumMap<>(Modality.class);
    for (Entry<String, JsonNode> entry : fields.entries("modalities")) {
      String path = "modalities." + entry.getKey();
      double confidence = Fields.numberOf(entry.getValue(), path);
      if (!(confidence >= 0 && confidence <= 1)) {
        throw Fields.outOfRange(path, confidence, 0, 1);
      }
      detected.merge(modality(entry.getKey(), path), confidence, Math::max);
    }
    return detected;
  }

  private static Map<Modality, Double> listed(Fields fields) throws InvalidRecord {
    Map<Modality, Double> detected = new EnumMap<>(Modality.class);
    int at = 0;
    for (JsonNode element : fields.elements("modalities")) {
      Fields each = Fields.at(element, "modalities." + at++);
      Modality modality = modality(each.requiredText("modality"), each.path("modality"));
      Double confidence = each.number("confidence", 0, 1);
      if (confidence == null) {
        throw Fields.missing(each.path("confidence"));
      }
      detected.merge(modality, confidence, Math::max);
    }
    return detected;
  }

  private static Modality modality(String name, String path) throws InvalidRecord {
    Modality modality = Modality.of(name).orElse(Modality.MIXED);
    if (modality == Modality.MIXED) {
      throw Fields.unknownValue(path, name, NAMES);
    }
    return modality;
  }
}

package dev.tracewise.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tracewise.model.Context;
import dev.tracewise.model.Context.Entity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import java.util.TreeMap;

/** Reads the context of a decision. */
final class ContextFields {
  private static final Set<String> KNOWN =
      Set.of("text", "enhanced_text", "numeric", "categorical", "entities", "relationships");

  private ContextFields() {}

  /** The context of the record; what is not known of it goes to {@code extras}. */
  static Context read(Fields record, Map<String, String> extras) throws InvalidRecord {
    if (!record.has("context")) {
      return Context.EMPTY;
    }
    Fields fields = Fields.at(record.value("context"), record.path("context"));
    fields.addUnknown(KNOWN, extras);
    Map<String, Double> scores = new TreeMap<>();
    List<Entity> entities = entities(fields, scores);
    scores.putAll(fields.numbers("numeric"));
    return new Context(
        fields.text("text"),
        fields.text("enhanced_text"),
        scores,
        fields.categories("categorical"),
        entities,
        relationships(fields));
  }

  /**
   * The entities. Their scores become numbers of the context, so that the type of the tables'
   * columns is the same for ever, and every learner sees them.
   */
  private static List<Entity> entities(Fields context, Map<String, Double> scores)
      throws InvalidRecord {
    List<Entity> entities = new ArrayList<>();
    for (JsonNode element : context.elements("entities")) {
      Fields entity = Fields.at(element, indexed(context, "entities", entities.size()));
      String type = entity.text("type");
      Double score = entity.number("score", 0, 1);
      entities.add(new Entity(entity.requiredText("text"), type));
      if (type != null && score != null) {
        scores.merge(Context.ENTITY_SCORE + type, score, Math::max);
      }
    }
    return entities;
  }

  private static List<Map<String, String>> relationships(Fields context) throws InvalidRecord {
    List<Map<String, String>> relationships = new ArrayList<>();
    for (JsonNode element : context.elements("relationships")) {
      if (!element.isObject()) {
        String path = indexed(context, "relationships", relationships.size());
        throw Fields.wrongType(path, "an object", element);
      }
      Map<String, String> flat = new TreeMap<>();
      for (Entry<String, JsonNode> entry : element.properties()) {
        if (!entry.getValue().isNull()) {
          flat.put(entry.getKey(), Fields.asText(entry.getValue()));
        }
      }
      relationships.add(flat);
    }
    return relationships;
  }

  private static String indexed(Fields context, String name, int index) {
    return context.path(name) + "." + index;
  }
}

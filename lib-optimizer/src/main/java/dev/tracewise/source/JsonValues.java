package dev.tracewise.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Text to JSON values, with limits that only nesting and absurd numbers can reach. */
final class JsonValues {
  private static final int MAX_DEPTH = 500;
  private static final ObjectMapper MAPPER =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxNestingDepth(MAX_DEPTH)
                      .maxStringLength(Integer.MAX_VALUE)
                      .maxNameLength(1 << 20)
                      .build())
              .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
              .build());

  private JsonValues() {}

  /** The one value in the text. */
  static JsonNode one(String text) throws InvalidRecord {
    List<JsonNode> values = all(text);
    if (values.size() != 1) {
      throw badJson("The text holds " + values.size() + " values.");
    }
    return values.get(0);
  }

  /** Every value in the text, one after the other. */
  static List<JsonNode> all(String text) throws InvalidRecord {
    List<JsonNode> values = new ArrayList<>(1);
    try (JsonParser parser = MAPPER.createParser(text);
        MappingIterator<JsonNode> iterator = MAPPER.readerFor(JsonNode.class).readValues(parser)) {
      while (iterator.hasNextValue()) {
        values.add(iterator.nextValue());
      }
      return values;
    } catch (StreamConstraintsException e) {
      throw new InvalidRecord("too_deep", "", firstLine(e));
    } catch (JsonEOFException e) {
      throw new InvalidRecord("bad_json", "", "The record ends inside of a value.");
    } catch (JsonProcessingException e) {
      throw badJson(firstLine(e));
    } catch (IOException e) {
      throw badJson(String.valueOf(e.getMessage()));
    }
  }

  private static InvalidRecord badJson(String detail) {
    return new InvalidRecord("bad_json", "", detail);
  }

  private static String firstLine(JsonProcessingException e) {
    return String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("It is not JSON.");
  }
}

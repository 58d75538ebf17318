package dev.tracewise.jobs.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tracewise.jobs.output.Json;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Rows of tables as JSON, nulls kept; the same whether Spark writes it or we do. */
final class TableRows {
  private static final String IGNORE_NULLS = "spark.sql.jsonGenerator.ignoreNullFields";
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Spark's own way to write a time as JSON, in the time zone of our sessions. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXX", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private TableRows() {}

  /** All rows of a query, in order. */
  static List<JsonNode> of(Dataset<Row> rows) {
    rows.sparkSession().conf().set(IGNORE_NULLS, "false");
    return rows.toJSON().collectAsList().stream().map(Json::parse).toList();
  }

  /** A row of a table. */
  static ObjectNode of(Row row) {
    StructType schema = row.schema();
    ObjectNode object = NODES.objectNode();
    for (int i = 0; i < schema.size(); i++) {
      object.set(schema.apply(i).name(), value(row, i, schema.apply(i).dataType()));
    }
    return object;
  }

  /** A value for a cell of a text table. */
  static @Nullable Object cell(JsonNode value) {
    if (value.isNull() || value.isMissingNode()) {
      return null;
    }
    if (value.isFloatingPointNumber()) {
      return value.doubleValue();
    }
    return value.isValueNode() ? value.asText() : value.toString();
  }

  private static JsonNode value(Row row, int at, DataType type) {
    if (row.isNullAt(at)) {
      return NODES.nullNode();
    } else if (type instanceof StructType) {
      return of(row.getStruct(at));
    } else if (type instanceof ArrayType) {
      ArrayNode array = NODES.arrayNode();
      row.getList(at).forEach(element -> array.add(plain(element)));
      return array;
    } else if (type instanceof MapType) {
      ObjectNode object = NODES.objectNode();
      new TreeMap<>(row.<String, Object>getJavaMap(at))
          .forEach((name, each) -> object.set(name, plain(each)));
      return object;
    }
    return plain(row.get(at));
  }

  private static JsonNode plain(@Nullable Object value) {
    if (value == null) {
      return NODES.nullNode();
    } else if (value instanceof Row row) {
      return of(row);
    } else if (value instanceof Double number) {
      return NODES.numberNode(number);
    } else if (value instanceof Long number) {
      return NODES.numberNode(number);
    } else if (value instanceof Integer number) {
      return NODES.numberNode(number);
    } else if (value instanceof Boolean truth) {
      return NODES.booleanNode(truth);
    } else if (value instanceof byte[] bytes) {
      return NODES.binaryNode(bytes);
    } else if (value instanceof Instant time) {
      return NODES.textNode(TIME.format(time));
    } else if (value instanceof java.sql.Timestamp time) {
      return NODES.textNode(TIME.format(time.toInstant()));
    }
    return NODES.textNode(value.toString());
  }
}

package dev.tracewise.table;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/** Rows as values of JSON in which nothing is lost: types said, doubles by their bits. */
final class CanonicalRows {
  private CanonicalRows() {}

  static Map<String, Object> of(Row row) {
    StructType schema = row.schema();
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < schema.size(); i++) {
      values.put(schema.apply(i).name(), value(row.get(i)));
    }
    return values;
  }

  private static @Nullable Object value(@Nullable Object value) {
    if (value == null || value instanceof Boolean) {
      return value;
    } else if (value instanceof String text) {
      return "text " + text;
    } else if (value instanceof Double number) {
      return "double "
          + (number.isNaN() ? "NaN" : "%016x".formatted(Double.doubleToRawLongBits(number)));
    } else if (value instanceof Integer || value instanceof Long) {
      return "integer " + value;
    } else if (value instanceof Instant time) {
      return "micros " + (time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000);
    } else if (value instanceof byte[] bytes) {
      return "bytes " + HexFormat.of().formatHex(bytes);
    } else if (value instanceof Row row) {
      return of(row);
    } else if (value instanceof scala.collection.Map<?, ?> map) {
      Map<String, Object> entries = new LinkedHashMap<>();
      CollectionConverters.asJava(map)
          .forEach((key, each) -> entries.put(String.valueOf(key), value(each)));
      return entries;
    } else if (value instanceof scala.collection.Seq<?> elements) {
      List<Object> list = new ArrayList<>();
      CollectionConverters.asJava(elements).forEach(each -> list.add(value(each)));
      return list;
    }
    throw new IllegalArgumentException("no canonical form: " + value.getClass());
  }
}

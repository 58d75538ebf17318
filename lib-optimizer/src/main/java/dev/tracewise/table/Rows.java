package dev.tracewise.table;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/** Between Java values and the external values of Spark's rows. */
final class Rows {
  private Rows() {}

  /** A row of values in order. */
  static Row of(@Nullable Object... values) {
    return RowFactory.create(values);
  }

  /**
   * A Spark map in the order of its keys; values stay as they are. Maps of Java that do not change
   * have another order in every process, and what is kept by its hash must not.
   */
  static scala.collection.Map<String, ?> map(Map<String, ?> values) {
    return CollectionConverters.asScala(new TreeMap<>(values));
  }

  /** A Spark array; elements stay as they are. */
  static scala.collection.Seq<?> array(List<?> values) {
    return CollectionConverters.asScala(values).toSeq();
  }

  /** A Spark array of mapped elements. */
  static <T> scala.collection.Seq<?> array(List<T> values, Function<T, ?> mapper) {
    return array(values.stream().map(mapper).toList());
  }

  /** A Spark map of mapped values in the order of its keys. */
  static <T> scala.collection.Map<String, ?> map(Map<String, T> values, Function<T, ?> mapper) {
    Map<String, Object> mapped = new HashMap<>();
    values.forEach((name, value) -> mapped.put(name, mapper.apply(value)));
    return map(mapped);
  }

  /** Text that is always there. */
  static String text(Row row, String column) {
    return row.getAs(column);
  }

  /** Text or null. */
  static @Nullable String textOrNull(Row row, String column) {
    return row.getAs(column);
  }

  /** A time that is always there, whichever class the session's settings give it. */
  static Instant time(Row row, String column) {
    return instant(row.getAs(column));
  }

  /** A time or null. */
  static @Nullable Instant timeOrNull(Row row, String column) {
    Object value = row.getAs(column);
    return value == null ? null : instant(value);
  }

  /** A number or null. */
  static @Nullable Double doubleOrNull(Row row, String column) {
    return row.getAs(column);
  }

  /** A whole number or null. */
  static @Nullable Long longOrNull(Row row, String column) {
    return row.getAs(column);
  }

  /** A truth value or null. */
  static @Nullable Boolean booleanOrNull(Row row, String column) {
    return row.getAs(column);
  }

  /** The elements of an array; empty where it is null. */
  static <T> List<T> list(Row row, String column) {
    scala.collection.Seq<T> values = row.getAs(column);
    return values == null ? List.of() : List.copyOf(CollectionConverters.asJava(values));
  }

  /** The entries of a map in its order; empty where it is null. */
  static <T> Map<String, T> entries(Row row, String column) {
    scala.collection.Map<String, T> values = row.getAs(column);
    return values == null ? Map.of() : new LinkedHashMap<>(CollectionConverters.asJava(values));
  }

  private static Instant instant(Object value) {
    return value instanceof Instant instant ? instant : ((java.sql.Timestamp) value).toInstant();
  }
}

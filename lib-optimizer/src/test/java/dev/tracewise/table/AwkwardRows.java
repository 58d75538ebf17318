package dev.tracewise.table;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/** Rows of any table that its constraints allow, with values that readers like to get wrong. */
final class AwkwardRows {
  static final int VARIANTS = 4;

  /** The variant in which everything is null or empty that may be. */
  private static final int BARE = 1;

  private static final List<String> TEXTS =
      List.of("näme ☃ 😀 \"q\"\n\t\\", "", "null", "\u0001ключ");
  private static final List<Double> DOUBLES =
      List.of(Double.MIN_VALUE, -0.0, Double.NaN, Double.NEGATIVE_INFINITY, -Double.MAX_VALUE);
  private static final List<Double> SHARES = List.of(0.1 + 0.2, Double.MIN_VALUE, 1.0, 1e-300);
  private static final List<Instant> TIMES =
      List.of(
          Instant.parse("2026-10-01T12:00:00.123457Z"),
          Instant.parse("1969-12-31T23:59:59.999999Z"),
          Instant.parse("9999-12-31T23:59:59.999999Z"),
          Instant.parse("1900-01-01T00:00:00.000001Z"));
  private static final Set<String> NEEDED = Set.of("comment", "bytes", "error", "label");
  private static final Set<String> POSITIVE = Set.of("level", "propensity");

  private final TableDefinition table;
  private final int variant;

  private AwkwardRows(TableDefinition table, int variant) {
    this.table = table;
    this.variant = variant;
  }

  static List<Row> of(TableDefinition table) {
    List<Row> rows = new ArrayList<>();
    for (int variant = 0; variant < VARIANTS; variant++) {
      rows.add(new AwkwardRows(table, variant).row());
    }
    return rows;
  }

  private Row row() {
    StructField[] fields = table.schema().fields();
    Object[] values = new Object[fields.length];
    for (int i = 0; i < fields.length; i++) {
      values[i] = column(fields[i]);
    }
    return RowFactory.create(values);
  }

  private @Nullable Object column(StructField field) {
    String name = field.name();
    if (field.nullable() && variant == BARE && !NEEDED.contains(name)) {
      return null;
    }
    String known = table.checks().get(name + "_known");
    if (known != null) {
      String[] quoted = known.split("'");
      return quoted[2 * (variant % (quoted.length / 2)) + 1];
    }
    return switch (name) {
      case "tenant_id" -> "o'ther ☃";
      case "chosen" -> "näme 0";
      case "options" ->
          field.dataType() instanceof ArrayType array && array.elementType() instanceof StructType
              ? seq(List.of(RowFactory.create("näme 0", map(DataTypes.DoubleType, 1))))
              : value(field.dataType(), 1);
      case "level" -> 0.025 / (variant + 1);
      case "look", "sample" -> variant + 1;
      default -> table.key().contains(name) ? key(field) : plain(field);
    };
  }

  private Object key(StructField field) {
    return field.dataType().equals(DataTypes.StringType)
        ? TEXTS.get(variant) + variant
        : Long.valueOf(Long.MAX_VALUE - variant);
  }

  private @Nullable Object plain(StructField field) {
    String name = field.name();
    DataType type = field.dataType();
    boolean bounded =
        POSITIVE.contains(name)
            || table.checks().containsKey(name + "_in_unit_interval")
            || table.checks().containsKey(name + "_not_negative");
    if (type.equals(DataTypes.DoubleType) && bounded) {
      return SHARES.get(variant);
    }
    if (type.equals(DataTypes.LongType) || type.equals(DataTypes.IntegerType)) {
      boolean whole = type.equals(DataTypes.LongType);
      return whole ? (Object) (Long.MAX_VALUE - variant) : (Object) (Integer.MAX_VALUE - variant);
    }
    return value(type, 2);
  }

  private @Nullable Object value(DataType type, int depth) {
    if (type.equals(DataTypes.StringType)) {
      return TEXTS.get((variant + depth) % TEXTS.size());
    } else if (type.equals(DataTypes.DoubleType)) {
      return DOUBLES.get((variant + depth) % DOUBLES.size());
    } else if (type.equals(DataTypes.LongType)) {
      return Long.MIN_VALUE + variant;
    } else if (type.equals(DataTypes.IntegerType)) {
      return Integer.MIN_VALUE + variant;
    } else if (type.equals(DataTypes.BooleanType)) {
      return variant % 2 == 0;
    } else if (type.equals(DataTypes.TimestampType)) {
      return TIMES.get(variant);
    } else if (type.equals(DataTypes.BinaryType)) {
      return new byte[] {0, (byte) variant, -1, 127};
    } else if (type instanceof ArrayType array) {
      return seq(variant == BARE ? List.of() : elements(array.elementType(), depth));
    } else if (type instanceof MapType map) {
      return map(map.valueType(), depth);
    } else if (type instanceof StructType struct) {
      return struct(struct, depth);
    }
    throw new IllegalArgumentException("no values of type " + type);
  }

  private List<Object> elements(DataType type, int depth) {
    List<Object> elements = new ArrayList<>();
    elements.add(value(type, depth + 1));
    elements.add(null);
    elements.add(value(type, depth + 2));
    return elements;
  }

  private scala.collection.Map<?, ?> map(DataType type, int depth) {
    Map<String, Object> entries = new HashMap<>();
    if (variant != BARE) {
      entries.put("", value(type, depth + 1));
      entries.put("a.b ☃", value(type, depth + 2));
      entries.put("none", null);
    }
    return CollectionConverters.asScala(entries);
  }

  private Row struct(StructType struct, int depth) {
    Object[] values = new Object[struct.size()];
    for (int i = 0; i < values.length; i++) {
      boolean missing = (i + variant) % 3 == 0;
      values[i] = missing ? null : value(struct.apply(i).dataType(), depth + i);
    }
    return RowFactory.create(values);
  }

  private static scala.collection.Seq<?> seq(List<?> values) {
    return CollectionConverters.asScala(values).toSeq();
  }
}

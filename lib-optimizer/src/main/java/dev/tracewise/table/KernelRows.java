package dev.tracewise.table;

import io.delta.kernel.data.ArrayValue;
import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.MapValue;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampType;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/** Values of Delta Kernel as the external values that Spark's rows have. */
final class KernelRows {
  private KernelRows() {}

  /** A row in a schema whose columns lie in the vectors in order. */
  static Row row(StructType schema, List<ColumnVector> columns, int at) {
    Object[] values = new Object[schema.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(schema.apply(i).dataType(), columns.get(i), at);
    }
    return new GenericRowWithSchema(values, schema);
  }

  private static @Nullable Object value(DataType type, ColumnVector vector, int at) {
    if (vector.isNullAt(at)) {
      return null;
    } else if (type instanceof StringType) {
      return vector.getString(at);
    } else if (type instanceof DoubleType) {
      return vector.getDouble(at);
    } else if (type instanceof LongType) {
      return vector.getLong(at);
    } else if (type instanceof IntegerType) {
      return vector.getInt(at);
    } else if (type instanceof BooleanType) {
      return vector.getBoolean(at);
    } else if (type instanceof TimestampType) {
      return Instant.EPOCH.plus(vector.getLong(at), ChronoUnit.MICROS);
    } else if (type instanceof BinaryType) {
      return vector.getBinary(at);
    } else if (type instanceof ArrayType array) {
      return array(array.elementType(), vector.getArray(at));
    } else if (type instanceof MapType map) {
      return map(map.valueType(), vector.getMap(at));
    } else if (type instanceof StructType struct) {
      return row(struct, children(struct, vector), at);
    }
    throw new IllegalArgumentException("no table has a column of type " + type.sql());
  }

  private static List<ColumnVector> children(StructType struct, ColumnVector vector) {
    List<ColumnVector> children = new ArrayList<>();
    for (int i = 0; i < struct.size(); i++) {
      children.add(vector.getChild(i));
    }
    return children;
  }

  private static Object array(DataType type, ArrayValue array) {
    List<@Nullable Object> elements = new ArrayList<>();
    for (int i = 0; i < array.getSize(); i++) {
      elements.add(value(type, array.getElements(), i));
    }
    return CollectionConverters.asScala(elements).toSeq();
  }

  private static Object map(DataType type, MapValue map) {
    Map<String, @Nullable Object> entries = new LinkedHashMap<>();
    for (int i = 0; i < map.getSize(); i++) {
      entries.put(map.getKeys().getString(i), value(type, map.getValues(), i));
    }
    return CollectionConverters.asScala(entries);
  }
}

package dev.tracewise.table;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * What a table is: its name, comment, columns, key, constraints and clustering. The key always
 * begins with {@code tenant_id}; it is what merges match on, Delta itself does not enforce it.
 */
public final class TableDefinition {
  private static final int MAX_CLUSTERING_COLUMNS = 4;

  private final String name;
  private final String comment;
  private final StructType schema;
  private final List<String> key;
  private final List<String> clustering;
  private final Map<String, String> checks;
  private final Map<String, String> properties;

  private TableDefinition(Builder builder) {
    if (builder.clustering.size() > MAX_CLUSTERING_COLUMNS) {
      throw new IllegalArgumentException("Delta clusters by at most four columns: " + builder.name);
    }
    name = builder.name;
    comment = builder.comment;
    schema = new StructType(builder.fields.toArray(new StructField[0]));
    key = List.copyOf(builder.key);
    clustering = List.copyOf(builder.clustering);
    checks = Collections.unmodifiableMap(new LinkedHashMap<>(builder.checks));
    properties = Map.copyOf(builder.properties);
  }

  /**
   * Begins a definition.
   *
   * @param name lower snake case, also the folder under the warehouse's root
   * @param comment one sentence for analysts
   */
  public static Builder named(String name, String comment) {
    return new Builder(name, comment);
  }

  /** The name, which is also the folder under the warehouse's root. */
  public String name() {
    return name;
  }

  /** The table's comment. */
  public String comment() {
    return comment;
  }

  /** Columns in order, with comments; nullable where a value may be unknown. */
  public StructType schema() {
    return schema;
  }

  /** Columns that identify a row, {@code tenant_id} first. */
  public List<String> key() {
    return key;
  }

  /** Columns that files are clustered by, at most four. */
  public List<String> clustering() {
    return clustering;
  }

  /** CHECK constraints by name; each holds for every row and is never null. */
  public Map<String, String> checks() {
    return checks;
  }

  /**
   * Columns whose least and largest values every file states, so that reads can leave files out:
   * key, clustering and times. Statistics of long texts and of maps cost more than writing them.
   */
  public List<String> statistics() {
    Set<String> columns = new LinkedHashSet<>(key);
    columns.addAll(clustering);
    for (StructField field : schema.fields()) {
      if (field.dataType().equals(DataTypes.TimestampType)) {
        columns.add(field.name());
      }
    }
    return List.copyOf(columns);
  }

  /** Table properties beyond those that every table has. */
  public Map<String, String> properties() {
    return properties;
  }

  /** Collects a definition. */
  public static final class Builder {
    private final String name;
    private final String comment;
    private final List<StructField> fields = new ArrayList<>();
    private final Map<String, String> checks = new LinkedHashMap<>();
    private final Map<String, String> properties = new LinkedHashMap<>();
    private List<String> key = List.of();
    private List<String> clustering = List.of();

    private Builder(String name, String comment) {
      this.name = name;
      this.comment = comment;
    }

    /**
     * Adds a column that always has a value.
     *
     * @param type type in Spark's DDL, such as {@code map<string,double>}
     */
    public Builder required(String column, String type, String columnComment) {
      fields.add(new StructField(column, DataType.fromDDL(type), false, commented(columnComment)));
      return this;
    }

    /** Adds a column that may be null; parameters as in {@link #required}. */
    public Builder nullable(String column, String type, String columnComment) {
      fields.add(new StructField(column, DataType.fromDDL(type), true, commented(columnComment)));
      return this;
    }

    /** Adds what several tables have in common. */
    Builder with(UnaryOperator<Builder> common) {
      return common.apply(this);
    }

    /** Says which columns identify a row. */
    public Builder key(String... columns) {
      key = List.of(columns);
      return this;
    }

    /** Says which columns files are clustered by: what the reads that exist filter on. */
    public Builder clusteredBy(String... columns) {
      clustering = List.of(columns);
      return this;
    }

    /**
     * Adds a CHECK constraint. Delta refuses a row for which the expression is null, so columns
     * that may be null need {@code … IS NULL OR …}.
     */
    public Builder check(String constraint, String expression) {
      checks.put(constraint, expression);
      return this;
    }

    /** Adds the constraint that the columns, where known, lie in [0, 1]. */
    public Builder unitInterval(String... columns) {
      for (String column : columns) {
        check(
            column + "_in_unit_interval",
            "%1$s IS NULL OR (%1$s >= 0 AND %1$s <= 1)".formatted(column));
      }
      return this;
    }

    /** Adds the constraint that the columns, where known, are not negative. */
    public Builder notNegative(String... columns) {
      for (String column : columns) {
        check(column + "_not_negative", "%1$s IS NULL OR %1$s >= 0".formatted(column));
      }
      return this;
    }

    /** Adds the constraint that a column has one of the values. */
    public Builder oneOf(String column, String... values) {
      return check(column + "_known", column + " IN ('" + String.join("', '", values) + "')");
    }

    /**
     * Says which columns hardly ever repeat a value, by their path in Parquet: a dictionary of them
     * costs a third of writing a row and saves nothing.
     */
    public Builder scattered(String... paths) {
      for (String path : paths) {
        properties.put("parquet.enable.dictionary#" + path, "false");
      }
      return this;
    }

    /** Records the change data feed, for readers that follow the table. */
    public Builder withChangeFeed() {
      properties.put("delta.enableChangeDataFeed", "true");
      return this;
    }

    /**
     * Keeps every commit and every file for a hundred years: for a small table whose whole history
     * is read.
     */
    public Builder keepingItsHistory() {
      properties.put("delta.logRetentionDuration", "interval 36500 days");
      properties.put("delta.deletedFileRetentionDuration", "interval 36500 days");
      return this;
    }

    /** Makes the table append-only: rows can neither change nor go. */
    public Builder appendOnly() {
      properties.put("delta.appendOnly", "true");
      return this;
    }

    /** The definition. */
    public TableDefinition build() {
      return new TableDefinition(this);
    }

    private static Metadata commented(String comment) {
      return new MetadataBuilder().putString("comment", comment).build();
    }
  }
}

package dev.tracewise.jobs.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tracewise.jobs.output.Json;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Rows of tables as JSON, nulls kept. */
final class TableRows {
  private static final String IGNORE_NULLS = "spark.sql.jsonGenerator.ignoreNullFields";

  private TableRows() {}

  /** All rows, in order. */
  static List<JsonNode> of(Dataset<Row> rows) {
    rows.sparkSession().conf().set(IGNORE_NULLS, "false");
    return rows.toJSON().collectAsList().stream().map(Json::parse).toList();
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
}

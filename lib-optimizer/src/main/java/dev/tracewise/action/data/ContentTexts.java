package dev.tracewise.action.data;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.substring;

import dev.tracewise.learn.data.TimedText;
import dev.tracewise.model.Errors;
import dev.tracewise.model.TracewiseException;
import io.delta.tables.DeltaTable;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;

/**
 * What there is to ask about, where nobody asked yet: a Delta table or JSON lines with a title or a
 * text, and a time where one is known.
 */
public final class ContentTexts {
  private static final String SCHEMA = "title string, text string, time timestamp";
  private static final int MOST = 5000;
  private static final int LENGTH = 1000;

  private ContentTexts() {}

  /**
   * Reads the newest 5000, those without a time last.
   *
   * @param uri a Delta table, of which only the tenant's rows count where it has a column
   *     tenant_id, or a file or folder of JSON lines
   */
  public static List<TimedText> of(SparkSession spark, String uri, String tenant) {
    if (!isThere(spark, uri)) {
      throw unreadable(uri);
    }
    List<TimedText> texts;
    try {
      texts =
          rows(spark, uri, tenant)
              .where(col("said").isNotNull())
              .orderBy(col("time").desc_nulls_last(), col("said"))
              .limit(MOST)
              .collectAsList()
              .stream()
              .map(
                  row ->
                      new TimedText(row.getString(0), row.isNullAt(1) ? null : row.getInstant(1)))
              .toList();
    } catch (Exception e) {
      if (e instanceof AnalysisException) {
        throw unreadable(uri);
      }
      throw e;
    }
    if (texts.isEmpty()) {
      throw Errors.usage(
          "read content from " + uri,
          "no row of it has a title or a text",
          "Give JSON lines such as {\"title\":\"River otters\",\"time\":\"2026-10-01T00:00:00Z\"}.");
    }
    return texts;
  }

  /** Asked before Spark is: a listener of its own prints pages about what it does not find. */
  private static boolean isThere(SparkSession spark, String uri) {
    try {
      Path path = new Path(uri);
      FileStatus[] found =
          path.getFileSystem(spark.sessionState().newHadoopConf()).globStatus(path);
      return found != null && found.length > 0;
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }

  private static TracewiseException unreadable(String uri) {
    return Errors.usage(
        "read content from " + uri, "it cannot be read", "Give an existing file or table.");
  }

  private static Dataset<Row> rows(SparkSession spark, String uri, String tenant) {
    Dataset<Row> rows =
        DeltaTable.isDeltaTable(spark, uri)
            ? spark.read().format("delta").load(uri)
            : spark.read().schema(SCHEMA).json(uri);
    List<String> columns = Arrays.asList(rows.columns());
    Dataset<Row> own =
        columns.contains("tenant_id") ? rows.where(col("tenant_id").equalTo(lit(tenant))) : rows;
    return own.select(
        substring(coalesce(text(columns, "title"), text(columns, "text")), 1, LENGTH).as("said"),
        given(columns, "time").cast(DataTypes.TimestampType).as("time"));
  }

  private static Column text(List<String> columns, String name) {
    return given(columns, name).cast(DataTypes.StringType);
  }

  private static Column given(List<String> columns, String name) {
    return columns.contains(name) ? col(name) : lit(null);
  }
}

package dev.tracewise.table;

import dev.tracewise.model.Errors;
import dev.tracewise.model.TracewiseException;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;

/**
 * SQL of a person over one tenant's rows. The text is parsed by Spark's own parser and the tree is
 * checked against a list of what is allowed before anything is resolved, so that no text reaches a
 * file, a catalog, another tenant's rows or a Java method.
 */
public final class TenantSql {
  private final QueryViews views;

  /** SQL over the rows of a tenant. */
  public TenantSql(Warehouse warehouse, String tenant) {
    this.views = new QueryViews(warehouse, tenant);
  }

  /**
   * Runs one query.
   *
   * @param sql a SELECT over the views of {@link QueryViews#names()}
   * @return its rows, not computed yet
   */
  public Dataset<Row> run(String sql) {
    try {
      views.define(QueryCheck.tablesOf(parse(sql)));
      return views.session().sql(sql);
    } catch (ParseException e) {
      throw refused(firstLine(e));
    } catch (Exception e) {
      throw e instanceof AnalysisException analysis ? refused(firstLine(analysis)) : rethrown(e);
    }
  }

  private LogicalPlan parse(String sql) throws ParseException {
    return ((org.apache.spark.sql.classic.SparkSession) views.session())
        .sessionState()
        .sqlParser()
        .parsePlan(sql);
  }

  private static RuntimeException rethrown(Exception e) {
    return e instanceof RuntimeException runtime ? runtime : new IllegalStateException(e);
  }

  static TracewiseException refused(String why) {
    return Errors.usage(
        "run the query",
        why,
        "Write one SELECT over these tables: " + String.join(", ", QueryViews.names()) + ".");
  }

  private static String firstLine(Exception e) {
    String message = String.valueOf(e.getMessage()).strip();
    String line = message.lines().findFirst().orElse(message);
    return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
  }
}

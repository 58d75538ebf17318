package dev.tracewise.jobs.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tracewise.model.Errors;
import dev.tracewise.table.TableDefinition;
import dev.tracewise.table.Tables;
import dev.tracewise.table.Warehouse;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.UnresolvedTableValuedFunction;
import org.apache.spark.sql.catalyst.plans.logical.Command;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.ParsedStatement;
import scala.jdk.javaapi.CollectionConverters;

/**
 * SQL that sees nothing but one tenant's rows: the names of tables are views of them, files cannot be
 * named, and only statements that read are let through.
 */
final class TenantQuery {
  private static final Set<String> FUNCTIONS =
      Set.of("range", "explode", "explode_outer", "posexplode", "posexplode_outer", "inline",
          "inline_outer", "stack", "json_tuple");

  private final Warehouse warehouse;
  private final String tenant;

  TenantQuery(Warehouse warehouse, String tenant) {
    this.warehouse = warehouse;
    this.tenant = tenant;
  }

  /** The rows that the statement asks for. */
  Dataset<Row> ask(String sql) {
    try {
      requireReading(parse(sql));
      SparkSession session = warehouse.spark().newSession();
      session.conf().set("spark.sql.runSQLOnFiles", "false");
      Warehouse own = new Warehouse(session, java.net.URI.create(warehouse.root()));
      mentioned(sql).forEach(table -> view(own, table));
      return session.sql(sql);
    } catch (Exception e) {
      throw explained(e);
    }
  }

  /** The rows of {@link #ask}, as JSON. */
  static List<JsonNode> collect(Dataset<Row> rows) {
    return TableRows.of(rows);
  }

  private void view(Warehouse own, TableDefinition table) {
    own.table(table).read(tenant).createOrReplaceTempView(table.name());
  }

  private static List<TableDefinition> mentioned(String sql) {
    String lower = sql.toLowerCase(Locale.ROOT);
    return Tables.ALL.stream().filter(table -> lower.contains(table.name())).toList();
  }

  private LogicalPlan parse(String sql) throws Exception {
    return ((org.apache.spark.sql.classic.SparkSession) warehouse.spark())
        .sessionState()
        .sqlParser()
        .parsePlan(sql);
  }

  private static void requireReading(LogicalPlan plan) {
    if (plan instanceof Command || plan instanceof ParsedStatement) {
      throw refused("it does more than read", "Ask with SELECT, WITH, VALUES or TABLE.");
    }
    if (plan instanceof UnresolvedTableValuedFunction function) {
      String name = function.name().mkString(".").toLowerCase(Locale.ROOT);
      if (!FUNCTIONS.contains(name)) {
        throw refused("it reads through the function " + name, "Read the tables by their names.");
      }
    }
    CollectionConverters.asJava(plan.children()).forEach(TenantQuery::requireReading);
    CollectionConverters.asJava(plan.subqueries()).forEach(TenantQuery::requireReading);
    CollectionConverters.asJava(plan.innerChildren())
        .forEach(
            inner -> {
              if (inner instanceof LogicalPlan innerPlan) {
                requireReading(innerPlan);
              }
            });
  }

  private static RuntimeException refused(String why, String remedy) {
    return Errors.usage("run the query", why, remedy);
  }

  private static RuntimeException explained(Exception error) {
    if (error instanceof AnalysisException) {
      String message = String.valueOf(error.getMessage()).strip();
      String first = message.lines().filter(line -> !line.isBlank()).findFirst().orElse(message);
      return refused(
          first.endsWith(".") ? first.substring(0, first.length() - 1) : first,
          "\"tracewise tables\" names every table and its columns.");
    }
    return error instanceof RuntimeException unchecked
        ? unchecked
        : Errors.failed("run the query", String.valueOf(error.getMessage()), "Use -v for details.", error);
  }
}

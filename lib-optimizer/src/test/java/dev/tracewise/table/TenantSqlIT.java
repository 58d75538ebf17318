package dev.tracewise.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tracewise.SparkSupport;
import dev.tracewise.model.TracewiseException;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TenantSqlIT {
  private static Warehouse warehouse;
  private static TenantSql acme;

  @BeforeAll
  static void twoTenantsWithTheSameIds() {
    warehouse = SparkSupport.freshWarehouse();
    WarehouseTable spans = warehouse.table(SpansTable.DEFINITION);
    for (String tenant : List.of("acme", "other")) {
      spans.insertMissing(
          tenant, spans.rows(List.of(SpansTable.row(Samples.span(tenant, "s-1"), Samples.NOW))));
    }
    SparkSupport.spark().sql("CREATE OR REPLACE GLOBAL TEMP VIEW leak AS SELECT 'other' AS secret");
    SparkSupport.spark().sql("CREATE OR REPLACE TEMP VIEW stray AS SELECT 'other' AS secret");
    acme = new TenantSql(warehouse, "acme");
  }

  @Test
  void plainQueriesSeeTheRowsOfOneTenantOnly() {
    assertThat(rows("SELECT tenant_id, span_id FROM spans")).containsExactly("[acme,s-1]");
    assertThat(rows("SELECT count(*) FROM Spans s JOIN spans t USING (span_id)"))
        .containsExactly("[1]");
    assertThat(rows("WITH a AS (SELECT * FROM spans), b AS (SELECT * FROM a) "
            + "SELECT tenant_id FROM b WHERE EXISTS (SELECT 1 FROM a) ORDER BY 1 LIMIT 5"))
        .containsExactly("[acme]");
    assertThat(rows("SELECT tenant_id FROM spans UNION ALL SELECT tenant_id FROM spans"))
        .containsExactly("[acme]", "[acme]");
    assertThat(rows("SELECT m.role, rank() OVER (ORDER BY m.content) FROM spans "
            + "LATERAL VIEW explode(input_messages) AS m ORDER BY m.content"))
        .hasSize(2);
    assertThat(rows("SELECT sum(id) FROM range(3)")).containsExactly("[3]");
    assertThat(rows("SELECT kind, count(*) FROM spans GROUP BY kind HAVING count(*) > 0"))
        .containsExactly("[LLM,1]");
    assertThat(rows("SELECT chosen FROM decisions")).isEmpty();
    assertThat(rows("VALUES (1), (2)")).hasSize(2);
    assertThat(rows("SELECT date_format(start_time, 'HH:mm') FROM spans"))
        .containsExactly("[12:00]");
  }

  @Test
  void nothingReachesAnotherTenantAFileACatalogOrAMethod() {
    String path = warehouse.location("spans");
    List<String> attacks =
        List.of(
            "SELECT * FROM delta.`" + path + "`",
            "SELECT * FROM spans WHERE EXISTS (SELECT 1 FROM delta.`" + path + "`)",
            "SELECT (SELECT max(tenant_id) FROM delta.`" + path + "`) FROM spans",
            "SELECT * FROM spans WHERE span_id IN (SELECT span_id FROM delta.`" + path + "`)",
            "WITH spans AS (SELECT * FROM delta.`" + path + "`) SELECT * FROM spans",
            "SELECT * FROM spans UNION SELECT * FROM parquet.`" + path + "`",
            "SELECT * FROM (SELECT * FROM (SELECT * FROM text.`/etc/passwd`))",
            "SELECT * FROM json.`/etc/passwd`",
            "SELECT rank() OVER w FROM spans WINDOW w AS "
                + "(ORDER BY (SELECT 1 FROM delta.`" + path + "`))",
            "SELECT * FROM global_temp.leak",
            "SELECT * FROM stray",
            "SELECT * FROM `delta.spans`",
            "SELECT * FROM spark_catalog.default.spans",
            "SELECT * FROM default.spans",
            "SELECT * FROM spans VERSION AS OF 0",
            "SELECT * FROM spans TIMESTAMP AS OF '2026-01-01'",
            "SELECT * FROM `spans@v0`",
            "SELECT * FROM table_changes('spans', 0)",
            "SELECT * FROM table_changes_by_path('" + path + "', 0)",
            "SELECT * FROM IDENTIFIER('delta.`" + path + "`')",
            "SELECT IDENTIFIER('reflect')('java.lang.System', 'getenv')",
            "SELECT java_method('java.lang.System', 'getProperty', 'user.home')",
            "SELECT * FROM spans WHERE Reflect('java.lang.System', 'nanoTime') IS NULL",
            "SELECT builtin.reflect('java.lang.System', 'nanoTime')",
            "SELECT try_reflect('java.lang.System', 'nanoTime')",
            "SELECT transform(array(1), x -> java_method('java.lang.System', 'nanoTime'))",
            "SELECT input_file_name() FROM spans",
            "WITH a AS (WITH b AS (SELECT 1) SELECT * FROM b) SELECT * FROM b",
            "WITH a AS (SELECT * FROM b), b AS (SELECT 1) SELECT * FROM a",
            "SELECT TRANSFORM(span_id) USING 'cat' FROM spans",
            "FROM spans INSERT INTO t SELECT *",
            "CREATE TEMP VIEW v AS SELECT 1",
            "CREATE TABLE t USING delta LOCATION '/tmp/t' AS SELECT 1",
            "INSERT OVERWRITE DIRECTORY '/tmp/t' USING json SELECT * FROM spans",
            "SET spark.sql.ansi.enabled=false",
            "SHOW TABLES",
            "DESCRIBE spans",
            "EXPLAIN SELECT 1",
            "VACUUM '" + path + "'",
            "DROP TABLE spans",
            "DELETE FROM spans",
            "CACHE TABLE spans",
            "ADD JAR '/tmp/a.jar'",
            "BEGIN SELECT 1; END",
            "SELECT 1; SELECT 2",
            "SELEC 1",
            "SELECT no_such_column FROM spans");
    for (String attack : attacks) {
      assertThatThrownBy(() -> acme.run(attack).collectAsList())
          .as(attack)
          .isInstanceOf(TracewiseException.class)
          .hasMessageContaining("Write one SELECT over these tables")
          .hasMessageContaining("spans");
    }
  }

  private static List<String> rows(String sql) {
    return acme.run(sql).collectAsList().stream().map(Row::toString).toList();
  }
}

package dev.tracewise.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tracewise.SparkSupport;
import dev.tracewise.model.TracewiseException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
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
    Dataset<Row> oneFile =
        spans
            .ensure()
            .rows(
                Stream.of("acme", "other")
                    .map(tenant -> SpansTable.row(Samples.span(tenant, "s-1"), Samples.NOW))
                    .toList());
    oneFile.coalesce(1).write().format("delta").mode("append").save(spans.location());
    SparkSupport.spark().sql("CREATE OR REPLACE GLOBAL TEMP VIEW leak AS SELECT 'other' AS secret");
    SparkSupport.spark().sql("CREATE OR REPLACE TEMP VIEW stray AS SELECT 'other' AS secret");
    acme = new TenantSql(warehouse, "acme");
  }

  @Test
  void plainQueriesSeeTheRowsOfOneTenantOnly() {
    assertThat(rows("SELECT tenant_id, span_id FROM spans")).containsExactly("[acme,s-1]");
    assertThat(rows("SELECT count(*) FROM Spans s JOIN spans t USING (span_id)"))
        .containsExactly("[1]");
    assertThat(
            rows(
                "WITH a AS (SELECT * FROM spans), b AS (SELECT * FROM a) "
                    + "SELECT tenant_id FROM b WHERE EXISTS (SELECT 1 FROM a) ORDER BY 1 LIMIT 5"))
        .containsExactly("[acme]");
    assertThat(rows("SELECT tenant_id FROM spans UNION ALL SELECT tenant_id FROM spans"))
        .containsExactly("[acme]", "[acme]");
    assertThat(
            rows(
                "SELECT m.role, rank() OVER (ORDER BY m.content) FROM spans "
                    + "LATERAL VIEW explode(input_messages) AS m ORDER BY m.content"))
        .hasSize(2);
    assertThat(rows("SELECT sum(id) FROM range(3)")).containsExactly("[3]");
    assertThat(rows("SELECT kind, count(*) FROM spans GROUP BY kind HAVING count(*) > 0"))
        .containsExactly("[LLM,1]");
    assertThat(rows("SELECT chosen FROM decisions")).isEmpty();
    assertThat(rows("TABLE spans")).hasSize(1);
    assertThat(rows("FROM spans SELECT tenant_id")).containsExactly("[acme]");
    assertThat(
            rows(
                "SELECT * FROM spans s, LATERAL (SELECT count(*) FROM spans t "
                    + "WHERE t.span_id = s.span_id)"))
        .hasSize(1);
    assertThat(rows("SELECT /*+ BROADCAST(spans) */ tenant_id FROM spans TABLESAMPLE (5 ROWS)"))
        .containsExactly("[acme]");
    assertThat(rows("WITH spans AS (SELECT span_id FROM spans) SELECT * FROM spans"))
        .containsExactly("[s-1]");
    assertThat(rows("FROM spans |> WHERE kind = 'LLM' |> AGGREGATE count(*) GROUP BY tenant_id"))
        .containsExactly("[acme,1]");
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
                + "(ORDER BY (SELECT 1 FROM delta.`"
                + path
                + "`))",
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
            "SELECT no_such_column FROM spans",
            "TABLE delta.`" + path + "`",
            "FROM delta.`" + path + "` SELECT *",
            "FROM delta.`" + path + "` |> SELECT tenant_id",
            "FROM spans |> UNION ALL (SELECT * FROM delta.`" + path + "`)",
            "VALUES ((SELECT max(tenant_id) FROM delta.`" + path + "`))",
            "SELECT * FROM spans, LATERAL (SELECT * FROM delta.`" + path + "`)",
            "SELECT * FROM spans LATERAL VIEW explode((SELECT collect_list(tenant_id) FROM delta.`"
                + path
                + "`)) AS t",
            "SELECT * FROM explode(TABLE(SELECT * FROM delta.`" + path + "`))",
            "SELECT * FROM spans WITH ('versionAsOf' = '0')",
            "SELECT * FROM IDENTIFIER('spans' || '')",
            "SELECT * FROM IDENTIFIER(:x)",
            "SELECT :x",
            "SELECT ?",
            "SELECT * FROM STREAM spans",
            "SELECT * FROM STREAM(spans)",
            "SELECT * FROM spark_catalog.delta.`" + path + "`",
            "SELECT * FROM binaryFile.`/etc/passwd`",
            "SELECT * FROM csv.`/etc/passwd`",
            "SELECT * FROM read_files('/etc/passwd')",
            "SELECT * FROM sql_keywords()",
            "SELECT * FROM collations()",
            "SELECT * FROM spans.history",
            "SELECT * FROM (DESCRIBE HISTORY delta.`" + path + "`)",
            "WITH RECURSIVE a AS (SELECT * FROM delta.`" + path + "`) SELECT * FROM a",
            "EXECUTE IMMEDIATE 'SELECT 1'",
            "DECLARE VARIABLE x INT",
            "SET VAR x = 1",
            "BEGIN DECLARE x INT; SELECT * FROM delta.`" + path + "`; END",
            "CREATE TEMPORARY FUNCTION f AS 'java.lang.String'",
            "CREATE TEMPORARY FUNCTION f() RETURNS INT RETURN 1",
            "SELECT f(1)",
            "SELECT `reflect`('java.lang.System', 'nanoTime')",
            "SELECT system.builtin.reflect('java.lang.System', 'nanoTime')",
            "SELECT * FROM spans LATERAL VIEW reflect('java.lang.System', 'nanoTime') AS t",
            "SELECT * FROM spans ORDER BY reflect('java.lang.System', 'nanoTime')",
            "SELECT from_protobuf(CAST('' AS BINARY), 'm', '/etc/passwd')",
            "SELECT from_xml('<a/>', 'a INT', map('rowValidationXSDPath', '/etc/passwd'))",
            "DESCRIBE QUERY SELECT 1",
            "DESCRIBE HISTORY '" + path + "'",
            "SHOW FUNCTIONS",
            "SHOW CREATE TABLE spans",
            "USE default",
            "RESET",
            "REFRESH '/tmp'",
            "CALL x.y()",
            "OPTIMIZE '" + path + "'",
            "ANALYZE TABLE spans COMPUTE STATISTICS",
            "CONVERT TO DELTA parquet.`/tmp/x`",
            "MERGE INTO spans USING spans AS s ON true WHEN MATCHED THEN DELETE",
            "UPDATE spans SET name = 'x'",
            "TRUNCATE TABLE spans",
            "LOAD DATA LOCAL INPATH '/etc/passwd' INTO TABLE spans",
            "");
    for (String attack : attacks) {
      assertThatThrownBy(() -> acme.run(attack).collectAsList())
          .as(attack)
          .isInstanceOf(TracewiseException.class)
          .hasMessageContaining("Write one SELECT over these tables")
          .hasMessageContaining("spans");
    }
  }

  @Test
  void noVariableOfTheEnvironmentOrTheConfigurationIsFilledIn() {
    assertThat(rows("SELECT '${env:PATH}', '${system:user.home}', '${spark.app.name}'"))
        .containsExactly("[${env:PATH},${system:user.home},${spark.app.name}]");
  }

  @Test
  void noConditionIsComputedOnRowsOfAnotherTenantInTheSameFile() {
    List<String> probes =
        List.of(
            "SELECT 1 FROM spans WHERE if(tenant_id <> 'acme', raise_error(tenant_id), true)",
            "SELECT 1 FROM spans WHERE CAST(nullif(tenant_id, 'acme') AS INT) IS NULL",
            "SELECT 1 FROM spans WHERE 1 / (CASE tenant_id WHEN 'acme' THEN 1 ELSE 0 END) > 0",
            "SELECT CAST(nullif(tenant_id, 'acme') AS INT) FROM spans WHERE tenant_id IS NOT NULL",
            "SELECT count(*) FROM spans s JOIN spans t "
                + "ON CAST(nullif(s.tenant_id, 'acme') AS INT) <=> length(nullif(t.kind, 'LLM'))",
            "SELECT count(if(tenant_id <> 'acme', raise_error(tenant_id), 1)) FROM spans");
    for (String probe : probes) {
      assertThat(rows(probe)).as(probe).hasSize(1);
    }
  }

  @Test
  void entitiesOfXmlReachNoFile() {
    String xml =
        "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY f SYSTEM \"file:///etc/passwd\">]>"
            + "<a>&f;</a>";
    assertThat(rows("SELECT xpath_string('" + xml + "', 'a')")).containsExactly("[]");
  }

  private static List<String> rows(String sql) {
    return acme.run(sql).collectAsList().stream().map(Row::toString).toList();
  }
}

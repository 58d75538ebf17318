package dev.tracewise.table;

import dev.tracewise.model.Errors;
import io.delta.kernel.Scan;
import io.delta.kernel.Snapshot;
import io.delta.kernel.TableManager;
import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.engine.FileReadResult;
import io.delta.kernel.exceptions.TableNotFoundException;
import io.delta.kernel.expressions.And;
import io.delta.kernel.expressions.Column;
import io.delta.kernel.expressions.Literal;
import io.delta.kernel.expressions.Predicate;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.internal.data.ScanStateRow;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.utils.CloseableIterator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;

/**
 * Reads a small table in this process without a Spark session, in under a second: for commands that
 * list. The rows are those of {@link WarehouseTable#read}, ready for the mappers of the tables.
 */
public final class QuickTable {
  private static final String TENANT = "tenant_id";

  private final String root;
  private final Engine engine;

  /**
   * Tables of a warehouse.
   *
   * @param root root of the warehouse, as {@link Warehouse#root()} writes it
   * @param configuration settings of the file systems
   */
  public QuickTable(String root, Configuration configuration) {
    this.root = root;
    this.engine = DefaultEngine.create(configuration);
  }

  /** The tenant's rows at the latest version; none where the table does not exist. */
  public List<Row> read(TableDefinition table, String tenant) {
    return read(table, Map.of(TENANT, tenant));
  }

  /**
   * The tenant's rows that have a text in a column; none where the table does not exist.
   *
   * @param column column of text
   * @param value what it has to be
   */
  public List<Row> read(TableDefinition table, String tenant, String column, String value) {
    return read(table, Map.of(TENANT, tenant, column, value));
  }

  private List<Row> read(TableDefinition table, Map<String, String> wanted) {
    try {
      Snapshot snapshot = TableManager.loadSnapshot(root + "/" + table.name()).build(engine);
      return rows(snapshot, table, wanted);
    } catch (TableNotFoundException e) {
      return List.of();
    } catch (IOException e) {
      throw Errors.failed(
          "read table " + table.name(),
          String.valueOf(e.getMessage()),
          "Check that the warehouse " + root + " can be read.",
          e);
    }
  }

  private List<Row> rows(Snapshot snapshot, TableDefinition table, Map<String, String> wanted)
      throws IOException {
    Scan scan = snapshot.getScanBuilder().withFilter(isAllOf(wanted)).build();
    io.delta.kernel.data.Row state = scan.getScanState(engine);
    List<Row> rows = new ArrayList<>();
    try (CloseableIterator<FilteredColumnarBatch> files = scan.getScanFiles(engine)) {
      while (files.hasNext()) {
        try (CloseableIterator<io.delta.kernel.data.Row> file = files.next().getRows()) {
          while (file.hasNext()) {
            readFile(state, file.next(), table, wanted, rows);
          }
        }
      }
    }
    return rows;
  }

  private void readFile(
      io.delta.kernel.data.Row state,
      io.delta.kernel.data.Row file,
      TableDefinition table,
      Map<String, String> wanted,
      List<Row> rows)
      throws IOException {
    CloseableIterator<ColumnarBatch> read =
        engine
            .getParquetHandler()
            .readParquetFiles(
                Utils.singletonCloseableIterator(InternalScanFileUtils.getAddFileStatus(file)),
                ScanStateRow.getPhysicalDataReadSchema(state),
                Optional.of(isAllOf(wanted)))
            .map(FileReadResult::getData);
    try (CloseableIterator<FilteredColumnarBatch> batches =
        Scan.transformPhysicalData(engine, state, file, read)) {
      while (batches.hasNext()) {
        addRows(batches.next(), table, wanted, rows);
      }
    }
  }

  /** Statistics leave files out, never rows: each row is looked at. */
  private static void addRows(
      FilteredColumnarBatch batch,
      TableDefinition table,
      Map<String, String> wanted,
      List<Row> rows) {
    ColumnarBatch data = batch.getData();
    List<ColumnVector> columns = new ArrayList<>();
    for (String name : table.schema().names()) {
      columns.add(data.getColumnVector(data.getSchema().indexOf(name)));
    }
    Map<ColumnVector, String> wantedTexts = new LinkedHashMap<>();
    wanted.forEach(
        (name, value) ->
            wantedTexts.put(data.getColumnVector(data.getSchema().indexOf(name)), value));
    for (int i = 0; i < data.getSize(); i++) {
      if (isSelected(batch, i) && hasAllOf(wantedTexts, i)) {
        rows.add(KernelRows.row(table.schema(), columns, i));
      }
    }
  }

  private static boolean isSelected(FilteredColumnarBatch batch, int row) {
    return batch.getSelectionVector().map(selection -> selection.getBoolean(row)).orElse(true);
  }

  private static boolean hasAllOf(Map<ColumnVector, String> wanted, int row) {
    return wanted.entrySet().stream()
        .allMatch(
            each ->
                !each.getKey().isNullAt(row)
                    && each.getValue().equals(each.getKey().getString(row)));
  }

  private static Predicate isAllOf(Map<String, String> wanted) {
    return wanted.entrySet().stream()
        .map(
            each ->
                new Predicate("=", new Column(each.getKey()), Literal.ofString(each.getValue())))
        .reduce(And::new)
        .orElseThrow();
  }
}

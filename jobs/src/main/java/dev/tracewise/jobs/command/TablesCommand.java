package dev.tracewise.jobs.command;

import dev.tracewise.jobs.output.Page;
import dev.tracewise.jobs.output.TextTable;
import dev.tracewise.table.TableDefinition;
import dev.tracewise.table.Tables;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.types.StructField;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tables}: every table with its comment and columns. */
@Command(name = "tables", description = "Every table with its comment and columns.")
final class TablesCommand extends WarehouseCommand {
  @Parameters(arity = "0..1", paramLabel = "TABLE", description = "Only this table.")
  @Nullable String name;

  @Override
  protected Result call(CommandContext context) {
    List<TableDefinition> asked =
        name == null ? Tables.ALL : List.of(Tables.named(name.replace('-', '_')));
    return new Described(asked.stream().map(Description::of).toList());
  }

  /** What there is. */
  record Described(List<Description> tables) implements Result {
    @Override
    public void show(Page page) {
      tables.forEach(table -> table.show(page));
      page.next("tracewise query \"SELECT … FROM " + tables.get(0).name() + "\"");
    }
  }

  /** One table. */
  record Description(String name, String comment, List<String> key, List<Column> columns) {
    static Description of(TableDefinition table) {
      List<Column> columns = Arrays.stream(table.schema().fields()).map(Column::of).toList();
      return new Description(table.name(), table.comment(), table.key(), columns);
    }

    void show(Page page) {
      TextTable shown = TextTable.of("  column", "type", "comment");
      columns.forEach(column -> shown.row("  " + column.name(), column.type(), column.comment()));
      page.line(name + ": " + comment).table(shown, "").line("");
    }
  }

  /** One column. */
  record Column(String name, String type, boolean nullable, String comment) {
    static Column of(StructField field) {
      String comment = field.getComment().isDefined() ? field.getComment().get() : "";
      return new Column(field.name(), field.dataType().simpleString(), field.nullable(), comment);
    }
  }
}

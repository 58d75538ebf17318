package dev.tracewise.table;

import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.DeltaOperations;
import org.apache.spark.sql.delta.DeltaOptions;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.commands.WriteIntoDelta;
import scala.Option;
import scala.collection.immutable.Map$;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The first rows of a table. There is nothing to merge them with, so they are appended, which costs
 * a fraction of a merge; the commit says that it has seen an empty table, and is in conflict with
 * every other writer's.
 */
final class FirstRows {
  private static final long CREATED = 0;

  private FirstRows() {}

  /**
   * Commits rows to a table of which nothing but its creation was committed.
   *
   * @param rows all columns of the table
   * @return how many there were; empty where the table has been written to, and nothing was done
   */
  static Optional<MergeCounts> into(WarehouseTable table, Dataset<Row> rows) {
    DeltaLog log = DeltaLog.forTable(table.spark(), table.location());
    if (log.update(false, Option.empty(), Option.empty()).version() != CREATED) {
      return Optional.empty();
    }
    return log.withNewTransaction(
        Option.empty(), Option.empty(), transaction -> committed(log, transaction, rows));
  }

  private static Optional<MergeCounts> committed(
      DeltaLog log, OptimisticTransaction transaction, Dataset<Row> rows) {
    if (transaction.readVersion() != CREATED) {
      return Optional.empty();
    }
    transaction.readWholeTable();
    Seq<Action> actions =
        new WriteIntoDelta(
                log,
                SaveMode.Append,
                new DeltaOptions(Map$.MODULE$.empty(), rows.sparkSession().sessionState().conf()),
                CollectionConverters.asScala(java.util.List.<String>of()).toSeq(),
                Map$.MODULE$.empty(),
                rows,
                Option.empty(),
                Option.empty(),
                false)
            .write(transaction, rows.sparkSession(), Option.empty(), false);
    transaction.commit(
        actions,
        new DeltaOperations.Write(
            SaveMode.Append,
            Option.empty(),
            Option.empty(),
            Option.empty(),
            Option.empty(),
            Option.empty(),
            Option.empty(),
            Option.empty(),
            Option.empty()));
    long inserted =
        CollectionConverters.asJava(actions).stream()
            .filter(AddFile.class::isInstance)
            .mapToLong(file -> (Long) ((AddFile) file).numLogicalRecords().get())
            .sum();
    return Optional.of(new MergeCounts(0, inserted, 0));
  }
}

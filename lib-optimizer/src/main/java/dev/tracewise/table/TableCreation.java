package dev.tracewise.table;

import dev.tracewise.model.Errors;
import io.delta.tables.DeltaTable;
import io.delta.tables.DeltaTableBuilder;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.util.Map;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import scala.Option;
import scala.collection.immutable.Seq;

/**
 * Creates a table by one commit. Delta's own creation refuses a folder that is not empty, and so
 * the folder of a table whose creation was killed halfway. Therefore the table is made in a folder
 * of this process, and its first commit is put into the log of its true place, where a commit
 * appears whole or not at all and of several writers one wins.
 */
final class TableCreation {
  private static final String FIRST_COMMIT = "00000000000000000000.json";

  private static final Map<String, String> COMMON_PROPERTIES =
      Map.of(
          "delta.enableDeletionVectors", "false",
          "delta.checkpointPolicy", "classic",
          "delta.columnMapping.mode", "none");

  private final Warehouse warehouse;
  private final TableDefinition definition;

  TableCreation(Warehouse warehouse, TableDefinition definition) {
    this.warehouse = warehouse;
    this.definition = definition;
  }

  /** Creates it; another writer's table stays. */
  void execute() {
    try {
      File draft = Files.createTempDirectory("tracewise-table").toFile();
      try {
        publish(drafted(new Path("file", null, draft.getAbsolutePath()).toString()));
      } finally {
        FileUtil.fullyDelete(draft);
      }
    } catch (FileAlreadyExistsException anotherWriters) {
      return;
    } catch (IOException e) {
      throw Errors.failed(
          "create table " + definition.name(),
          String.valueOf(e.getMessage()),
          "Check that the warehouse " + warehouse.root() + " can be written.",
          e);
    }
  }

  private Seq<String> drafted(String location) {
    DeltaTableBuilder builder =
        DeltaTable.createIfNotExists(spark())
            .location(location)
            .comment(definition.comment())
            .addColumns(definition.schema())
            .clusterBy(definition.clustering().toArray(new String[0]));
    COMMON_PROPERTIES.forEach(builder::property);
    builder.property("delta.dataSkippingStatsColumns", String.join(",", definition.statistics()));
    definition.properties().forEach(builder::property);
    definition
        .checks()
        .forEach((name, check) -> builder.property("delta.constraints." + name, check));
    builder.execute();
    DeltaLog draft = DeltaLog.forTable(spark(), location);
    Seq<String> actions =
        draft.store().read(new Path(draft.logPath(), FIRST_COMMIT), draft.newDeltaHadoopConf());
    DeltaLog.invalidateCache(spark(), new Path(location));
    return actions;
  }

  private void publish(Seq<String> actions) throws IOException {
    DeltaLog log = DeltaLog.forTable(spark(), warehouse.location(definition.name()));
    Path folder = log.logPath();
    if (!folder.getFileSystem(log.newDeltaHadoopConf()).mkdirs(folder)) {
      throw new IOException("cannot make the folder " + folder);
    }
    try {
      commit(log, new Path(folder, FIRST_COMMIT), actions);
    } finally {
      log.update(false, Option.empty(), Option.empty());
    }
  }

  /** Says what Scala does not: that it throws. */
  private static void commit(DeltaLog log, Path file, Seq<String> actions) throws IOException {
    log.store().write(file, actions.iterator(), false, log.newDeltaHadoopConf());
  }

  private SparkSession spark() {
    return warehouse.spark();
  }
}

package dev.tracewise.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tracewise.model.Errors;
import io.delta.tables.DeltaTable;
import io.delta.tables.DeltaTableBuilder;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Creates a table by one commit. Delta's own creation refuses a folder that is not empty, and so
 * the folder of a table whose creation was killed halfway. Therefore the table is made in a folder
 * of this process, and its first commit is put into the log of its true place, where a commit
 * appears whole or not at all and of several writers one wins. What was made once serves all tables
 * of the same definition, each under an id of its own.
 */
final class TableCreation {
  private static final String FIRST_COMMIT = "00000000000000000000.json";

  private static final Map<String, String> COMMON_PROPERTIES =
      Map.of(
          "delta.enableDeletionVectors", "false",
          "delta.checkpointPolicy", "classic",
          "delta.columnMapping.mode", "none");

  private static final Map<TableDefinition, List<String>> DRAFTS = new ConcurrentHashMap<>();
  private static final JsonMapper JSON = new JsonMapper();

  private final Warehouse warehouse;
  private final TableDefinition definition;

  TableCreation(Warehouse warehouse, TableDefinition definition) {
    this.warehouse = warehouse;
    this.definition = definition;
  }

  /** Creates it; another writer's table stays. */
  void execute() {
    try {
      List<String> draft = DRAFTS.get(definition);
      if (draft == null) {
        draft = drafted();
        DRAFTS.put(definition, draft);
      }
      publish(ofItsOwn(draft));
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

  private List<String> drafted() throws IOException {
    File folder = Files.createTempDirectory("tracewise-table").toFile();
    try {
      return drafted(new Path("file", null, folder.getAbsolutePath()).toString());
    } finally {
      FileUtil.fullyDelete(folder);
    }
  }

  /** The actions with ids of their own; the time is that of the draft, earlier in this process. */
  private static List<String> ofItsOwn(List<String> draft) throws IOException {
    List<String> actions = new ArrayList<>();
    for (String action : draft) {
      JsonNode tree = JSON.readTree(action);
      if (tree.path("metaData") instanceof ObjectNode metadata) {
        metadata.put("id", UUID.randomUUID().toString());
      } else if (tree.path("commitInfo") instanceof ObjectNode commit) {
        commit.put("txnId", UUID.randomUUID().toString());
      }
      actions.add(JSON.writeValueAsString(tree));
    }
    return actions;
  }

  private List<String> drafted(String location) {
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
    return List.copyOf(CollectionConverters.asJava(actions));
  }

  private void publish(List<String> actions) throws IOException {
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
  private static void commit(DeltaLog log, Path file, List<String> actions) throws IOException {
    log.store()
        .write(
            file,
            CollectionConverters.asScala(actions.iterator()),
            false,
            log.newDeltaHadoopConf());
  }

  private SparkSession spark() {
    return warehouse.spark();
  }
}

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
 * of the same definition, each under an id of its own. Delta's checksum of the commit, which spares
 * everybody the computation of the empty table's state, goes beside it; its readers can do without.
 */
final class TableCreation {
  private static final String FIRST_COMMIT = "00000000000000000000.json";
  private static final String FIRST_CHECKSUM = "00000000000000000000.crc";

  private static final Map<String, String> COMMON_PROPERTIES =
      Map.of(
          "delta.enableDeletionVectors", "false",
          "delta.checkpointPolicy", "classic",
          "delta.columnMapping.mode", "none");

  private static final Map<TableDefinition, Draft> DRAFTS = new ConcurrentHashMap<>();
  private static final JsonMapper JSON = new JsonMapper();

  private final Warehouse warehouse;
  private final TableDefinition definition;

  TableCreation(Warehouse warehouse, TableDefinition definition) {
    this.warehouse = warehouse;
    this.definition = definition;
  }

  /**
   * The lines of a first commit and of its checksum.
   *
   * @param actions the commit
   * @param checksum what Delta says of the table after it; nothing where it is set to say nothing
   */
  private record Draft(List<String> actions, List<String> checksum) {
    /** With ids of its own; the time is that of the draft, earlier in this process. */
    Draft again() throws IOException {
      String table = UUID.randomUUID().toString();
      String transaction = UUID.randomUUID().toString();
      return new Draft(again(actions, table, transaction), again(checksum, table, transaction));
    }

    private static List<String> again(List<String> lines, String table, String transaction)
        throws IOException {
      List<String> changed = new ArrayList<>();
      for (String line : lines) {
        JsonNode tree = JSON.readTree(line);
        if (tree.path("metaData") instanceof ObjectNode metadata) {
          metadata.put("id", table);
        } else if (tree.path("commitInfo") instanceof ObjectNode commit) {
          commit.put("txnId", transaction);
        } else if (tree.path("metadata") instanceof ObjectNode metadata) {
          metadata.put("id", table);
          ((ObjectNode) tree).put("txnId", transaction);
        }
        changed.add(JSON.writeValueAsString(tree));
      }
      return changed;
    }
  }

  /** Creates it; another writer's table stays. */
  void execute() {
    try {
      Draft draft = DRAFTS.get(definition);
      if (draft == null) {
        draft = drafted();
        DRAFTS.put(definition, draft);
      }
      publish(draft.again());
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

  private Draft drafted() throws IOException {
    File folder = Files.createTempDirectory("tracewise-table").toFile();
    try {
      return drafted(new Path("file", null, folder.getAbsolutePath()).toString());
    } finally {
      FileUtil.fullyDelete(folder);
    }
  }

  private Draft drafted(String location) {
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
    boolean checked = new File(draft.logPath().toUri().getPath(), FIRST_CHECKSUM).exists();
    Draft lines =
        new Draft(lines(draft, FIRST_COMMIT), checked ? lines(draft, FIRST_CHECKSUM) : List.of());
    DeltaLog.invalidateCache(spark(), new Path(location));
    return lines;
  }

  private static List<String> lines(DeltaLog log, String file) {
    Seq<String> lines = log.store().read(new Path(log.logPath(), file), log.newDeltaHadoopConf());
    return List.copyOf(CollectionConverters.asJava(lines));
  }

  private void publish(Draft draft) throws IOException {
    DeltaLog log = DeltaLog.forTable(spark(), warehouse.location(definition.name()));
    Path folder = log.logPath();
    if (!folder.getFileSystem(log.newDeltaHadoopConf()).mkdirs(folder)) {
      throw new IOException("cannot make the folder " + folder);
    }
    try {
      write(log, new Path(folder, FIRST_COMMIT), draft.actions());
      if (!draft.checksum().isEmpty()) {
        write(log, new Path(folder, FIRST_CHECKSUM), draft.checksum());
      }
    } finally {
      log.update(false, Option.empty(), Option.empty());
    }
  }

  /** Says what Scala does not: that it throws. */
  private static void write(DeltaLog log, Path file, List<String> lines) throws IOException {
    log.store()
        .write(
            file, CollectionConverters.asScala(lines.iterator()), false, log.newDeltaHadoopConf());
  }

  private SparkSession spark() {
    return warehouse.spark();
  }
}

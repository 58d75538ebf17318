package dev.tracewise.action;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tracewise.action.meta.RewardModel;
import dev.tracewise.model.Errors;
import dev.tracewise.model.VersionKind;
import dev.tracewise.table.ModelVersionsTable;
import dev.tracewise.table.VersionRegistry;
import dev.tracewise.table.VersionRow;
import dev.tracewise.table.Warehouse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Writes a version into a folder for others: {@code version.json} with all that the registry knows
 * of it, and the artefact in its native form. The folder is there complete or not at all.
 */
public final class ExportVersion {
  private static final String METADATA = "version.json";
  private static final String FEATURES = "features.json";
  private static final JsonMapper JSON = new JsonMapper();

  private final Warehouse warehouse;
  private final VersionRegistry registry;

  /** The action on a warehouse. */
  public ExportVersion(Warehouse warehouse, Clock clock) {
    this.warehouse = warehouse;
    this.registry = new VersionRegistry(warehouse, clock);
  }

  /**
   * What was written.
   *
   * @param version number of the version
   * @param folder where it lies
   * @param files names of the files, sorted
   * @param artifactSha256 hash of the artefact, lower-case hex
   */
  public record Result(long version, String folder, List<String> files, String artifactSha256) {}

  /** What would be written. */
  public Result preview(VersionRow version, Path folder) {
    requireOwn(version, folder);
    return new Result(
        version.version(),
        folder.toString(),
        Stream.concat(
                Stream.of(METADATA, artifactName(version)),
                isPredictor(version) ? Stream.of(FEATURES) : Stream.empty())
            .sorted()
            .toList(),
        version.artifactSha256());
  }

  /**
   * Writes it. An export of the same version is written anew.
   *
   * @param version which
   * @param folder the folder; made where it is not there, refused where something else is in it
   */
  public Result execute(VersionRow version, Path folder) {
    Result result = preview(version, folder);
    Map<String, byte[]> files = new TreeMap<>();
    byte[] artifact = registry.artifact(version).bytes();
    files.put(artifactName(version), artifact);
    if (isPredictor(version)) {
      String description = RewardModel.describe(artifact).json();
      files.put(FEATURES, description.getBytes(StandardCharsets.UTF_8));
    }
    files.put(METADATA, metadata(version));
    try {
      write(files, folder.toAbsolutePath().normalize());
    } catch (IOException e) {
      throw Errors.failed(
          "export version " + version.label() + " to " + folder,
          String.valueOf(e.getMessage()),
          "Name a folder that this user can write, with --out.",
          e);
    }
    return result;
  }

  private byte[] metadata(VersionRow version) {
    String row =
        warehouse
            .table(ModelVersionsTable.DEFINITION)
            .read(version.tenantId())
            .where(col("kind").equalTo(lit(version.kind())))
            .where(col("scope").equalTo(lit(version.scope())))
            .where(col("version").equalTo(lit(version.version())))
            .select(to_json(struct("*"), Map.of("ignoreNullFields", "false")))
            .head()
            .getString(0);
    try {
      ObjectNode json = (ObjectNode) JSON.readTree(row);
      json.put("artifact_file", artifactName(version));
      String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
      return text.getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a row as Spark writes it", e);
    }
  }

  private static String artifactName(VersionRow version) {
    if (isPredictor(version)) {
      return "model.ubj";
    }
    return version.kind().equals(VersionKind.ROUTING_POLICY.id()) ? "policy.json" : "artifact";
  }

  private static boolean isPredictor(VersionRow version) {
    return VersionKind.PREDICTORS.stream().anyMatch(kind -> kind.id().equals(version.kind()));
  }

  private static void requireOwn(VersionRow version, Path folder) {
    if (!isEmpty(folder) && !holds(folder, version)) {
      throw Errors.usage(
          "export version " + version.label() + " to " + folder,
          "there is something else already",
          "Name a new or empty folder with --out.");
    }
  }

  private static boolean isEmpty(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Files.notExists(folder);
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean holds(Path folder, VersionRow version) {
    return read(folder.resolve(METADATA)).filter(json -> describes(json, version)).isPresent();
  }

  private static boolean describes(JsonNode json, VersionRow version) {
    return json.path("tenant_id").asText().equals(version.tenantId())
        && json.path("kind").asText().equals(version.kind())
        && json.path("scope").asText().equals(version.scope())
        && json.path("version").asLong() == version.version();
  }

  private static Optional<JsonNode> read(Path file) {
    try {
      return Optional.of(JSON.readTree(Files.readString(file)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static void write(Map<String, byte[]> files, Path folder) throws IOException {
    Files.createDirectories(folder.getParent());
    Path staged = Files.createDirectory(folder.resolveSibling(".tracewise-" + UUID.randomUUID()));
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Files.write(staged.resolve(file.getKey()), file.getValue());
    }
    if (isEmpty(folder)) {
      Files.move(
          staged, folder, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return;
    }
    for (String name : files.keySet()) {
      Files.move(
          staged.resolve(name),
          folder.resolve(name),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    }
    Files.delete(staged);
  }
}

package dev.tracewise.action.annotation;

import static org.apache.spark.sql.functions.col;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tracewise.learn.annotation.LabelParts;
import dev.tracewise.model.Errors;
import dev.tracewise.model.RoutingLabel;
import dev.tracewise.table.AnnotationsTable;
import dev.tracewise.table.Warehouse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Iterator;
import java.util.UUID;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Labels as OpenInference annotations: one JSON line per span, its labels as attributes {@code
 * annotations.N.annotation.*}, people's before models'. The score is the quality that the label
 * stands for.
 *
 * @see <a href="https://github.com/Arize-ai/openinference/tree/main/spec">OpenInference</a>
 */
public final class AnnotationExport {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String NAME = "routing";

  private final Warehouse warehouse;
  private final String tenant;

  /** The export of a tenant's labels. */
  public AnnotationExport(Warehouse warehouse, String tenant) {
    this.warehouse = warehouse;
    this.tenant = tenant;
  }

  /** How many lines {@link #write} would write. */
  public long size() {
    return labels().select("span_id").distinct().count();
  }

  /**
   * Writes them by span; the file is there complete or not at all.
   *
   * @return how many lines
   */
  public long write(Path file) {
    Path target = file.toAbsolutePath().normalize();
    Path staged = target.resolveSibling(".tracewise-" + UUID.randomUUID());
    Iterator<Row> rows = inOrder().toLocalIterator();
    try {
      Files.createDirectories(target.getParent());
      return write(rows, staged, target);
    } catch (IOException e) {
      throw Errors.failed(
          "export annotations to " + file,
          String.valueOf(e.getMessage()),
          "Name a file that this user can write, with --export.",
          e);
    }
  }

  private static long write(Iterator<Row> rows, Path staged, Path target) throws IOException {
    try {
      long written;
      try (BufferedWriter writer = Files.newBufferedWriter(staged)) {
        written = write(rows, writer);
      }
      Files.move(
          staged, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return written;
    } finally {
      Files.deleteIfExists(staged);
    }
  }

  private static long write(Iterator<Row> rows, BufferedWriter writer) throws IOException {
    long lines = 0;
    int number = 0;
    ObjectNode line = null;
    while (rows.hasNext()) {
      Row row = rows.next();
      if (line == null || !line.path("span_id").asText().equals(row.getAs("span_id"))) {
        end(line, writer);
        line = begun(row);
        number = 0;
        lines++;
      }
      put((ObjectNode) line.get("attributes"), "annotations." + number + ".annotation.", row);
      number++;
    }
    end(line, writer);
    return lines;
  }

  private static void end(@Nullable ObjectNode line, BufferedWriter writer) throws IOException {
    if (line != null) {
      writer.write(line.toString());
      writer.newLine();
    }
  }

  private static ObjectNode begun(Row row) {
    ObjectNode line = JSON.createObjectNode();
    line.put("trace_id", row.<String>getAs("trace_id"));
    line.put("span_id", row.<String>getAs("span_id"));
    line.putObject("attributes");
    return line;
  }

  private static void put(ObjectNode attributes, String prefix, Row row) {
    String label = row.getAs("label");
    String reasoning = row.getAs("reasoning");
    String suggested = row.getAs("suggested_agent");
    attributes.put(prefix + "name", NAME);
    attributes.put(
        prefix + "score",
        RoutingLabel.of(label).map(known -> LabelParts.of(known).quality()).orElse(null));
    attributes.put(prefix + "label", label);
    if (reasoning != null || suggested != null) {
      attributes.put(prefix + "explanation", explanation(reasoning, suggested));
    }
    attributes.put(
        prefix + "annotator_kind", row.getAs("source").equals("human") ? "HUMAN" : "LLM");
  }

  private static String explanation(@Nullable String reasoning, @Nullable String suggested) {
    if (suggested == null) {
      return String.valueOf(reasoning);
    }
    return (reasoning == null ? "" : reasoning + " ") + "(suggested: " + suggested + ")";
  }

  private Dataset<Row> labels() {
    return annotations().where(col("label").isNotNull());
  }

  private Dataset<Row> inOrder() {
    Dataset<Row> traces =
        annotations()
            .where(col("entry").equalTo(AnnotationsTable.REQUEST))
            .select(col("span_id").as("asked"), col("trace_id").as("asked_trace"));
    return labels()
        .drop("trace_id")
        .join(traces, col("span_id").equalTo(col("asked")), "left")
        .withColumnRenamed("asked_trace", "trace_id")
        .orderBy("span_id", "source", "annotator");
  }

  private Dataset<Row> annotations() {
    return warehouse.table(AnnotationsTable.DEFINITION).read(tenant);
  }
}

package dev.tracewise.jobs.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tracewise.model.Errors;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Files of JSON lines; a name that ends in {@code .gz} is written compressed. */
final class JsonLines {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private JsonLines() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  static String text(JsonNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw Errors.failed("write a JSON line", e.toString(), "This is a defect.", e);
    }
  }

  static void write(Path file, List<String> lines) {
    try {
      Path folder = file.getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      try (OutputStream out = open(file)) {
        out.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw Errors.failed(
          "write " + file, String.valueOf(e.getMessage()), "Choose another folder by --out.", e);
    }
  }

  private static OutputStream open(Path file) throws IOException {
    OutputStream out = Files.newOutputStream(file);
    return file.toString().endsWith(".gz") ? new GZIPOutputStream(out) : out;
  }

  /** Reads a file, or all {@code part-*} files of a folder, that a job wrote. */
  static List<JsonNode> read(Path path) {
    List<JsonNode> nodes = new ArrayList<>();
    try {
      for (Path file : files(path)) {
        for (String line : Files.readAllLines(file)) {
          if (!line.isBlank()) {
            nodes.add(MAPPER.readTree(line));
          }
        }
      }
    } catch (IOException e) {
      throw Errors.failed(
          "read " + path, String.valueOf(e.getMessage()), "See what the last command wrote.", e);
    }
    return nodes;
  }

  private static List<Path> files(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (var files = Files.list(path)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("part-"))
          .sorted()
          .toList();
    }
  }
}

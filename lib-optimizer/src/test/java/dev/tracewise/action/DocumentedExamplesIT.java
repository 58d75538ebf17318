package dev.tracewise.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tracewise.SparkSupport;
import dev.tracewise.table.Warehouse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The examples of the documents, compiled from the very files and run. */
class DocumentedExamplesIT {
  private static final Path SOURCES = Path.of("..", "docs", "examples", "java");

  @Test
  void everyExampleCompiles() throws Exception {
    assertThat(Path.of(compiled().toURI()).resolve("examples/Examples.class")).exists();
  }

  @Tag("slow")
  @Test
  void everyExampleRunsAndSaysWhatTheDocumentsSay() throws Exception {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {compiled()}, parent())) {
      Class<?> examples = loader.loadClass("examples.Examples");
      Object all =
          examples
              .getConstructor(Warehouse.class, Path.class, Clock.class, PrintStream.class)
              .newInstance(
                  SparkSupport.freshWarehouse(),
                  SparkSupport.freshFolder("examples"),
                  PolicyLog.CLOCK,
                  new PrintStream(said, true, StandardCharsets.UTF_8));
      examples.getMethod("all").invoke(all);
    }
    String text = said.toString(StandardCharsets.UTF_8);
    assertThat(text)
        .contains(
            "Computed reward: 0.942",
            "\"option\":\"video_search_agent\"",
            "\"reasoning\":\"keywords video\"",
            "\"decided_by\":\"rule\"",
            "Status: 1 experiences, 1 experiences, more than 50 are needed",
            "video: train, strategy pure_real",
            "Training for video: ",
            "Fusion: fuse",
            "Workflows processed: 0",
            "Metrics written: ",
            "Cross-modal: decisions [], Fused[",
            "Modality: Cannot optimize a modality: no modality is named.",
            "Tuned temperature: temperature 0.00",
            "Router: candidate");
  }

  private static URL compiled() throws IOException {
    Path classes = SparkSupport.freshFolder("example-classes");
    List<String> arguments =
        new ArrayList<>(List.of("-proc:none", "-d", classes.toString(), "-classpath", classPath()));
    try (Stream<Path> files = Files.list(SOURCES)) {
      files
          .map(Path::toString)
          .filter(name -> name.endsWith(".java"))
          .sorted()
          .forEach(arguments::add);
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    ByteArrayOutputStream complaints = new ByteArrayOutputStream();
    int failed = compiler.run(null, complaints, complaints, arguments.toArray(String[]::new));
    assertThat(failed).as(complaints.toString(StandardCharsets.UTF_8)).isZero();
    return classes.toUri().toURL();
  }

  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  private static ClassLoader parent() {
    return DocumentedExamplesIT.class.getClassLoader();
  }
}

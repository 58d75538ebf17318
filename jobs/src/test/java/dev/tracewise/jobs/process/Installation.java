package dev.tracewise.jobs.process;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tracewise.jobs.output.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A copy of what is needed to run the launcher: the script, its configuration, what {@code package}
 * made. It has no sources, so that the launcher builds nothing.
 *
 * @param root its folder
 */
record Installation(Path root) {
  private static final List<String> BUILT =
      List.of("tracewise-jobs.jar", "spark/classpath", "spark/classpath-runtime");

  /** What a command came to. */
  record Ended(int exitCode, String out, String err) {
    /** Standard output, which must be one JSON object and nothing else. */
    JsonNode json() {
      return Json.parse(out);
    }
  }

  /** A command in work. */
  record Running(Process process, Path out, Path err) {
    Ended end() throws IOException, InterruptedException {
      int exitCode = process.waitFor();
      return new Ended(exitCode, Files.readString(out), Files.readString(err));
    }
  }

  static Installation of(Path project, Path root) throws IOException {
    copy(project, root, "tracewise");
    copy(project, root, "conf/spark-defaults.conf");
    copy(project, root, "conf/log4j2.properties");
    for (String file : BUILT) {
      copy(project, root, "jobs/target/" + file);
    }
    return new Installation(root);
  }

  private static void copy(Path project, Path root, String file) throws IOException {
    Files.createDirectories(root.resolve(file).getParent());
    Files.copy(project.resolve(file), root.resolve(file));
  }

  Path jar() {
    return root.resolve("jobs/target/tracewise-jobs.jar");
  }

  /** Where SPARK_HOME is. */
  Path spark() {
    return root.resolve("jobs/target/spark");
  }

  Ended run(Path from, String... arguments) throws IOException, InterruptedException {
    return start(from, arguments).end();
  }

  /** Starts the launcher in some folder. */
  Running start(Path from, String... arguments) throws IOException {
    return start(from, root.resolve("tracewise"), arguments);
  }

  /** Starts the launcher by another name. */
  Running start(Path from, Path script, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    if (resetsInterrupt()) {
      command.addAll(List.of("env", "--default-signal=INT"));
    }
    command.add(script.toString());
    command.addAll(Arrays.asList(arguments));
    Path out = Files.createTempFile(from, "out", ".txt");
    Path err = Files.createTempFile(from, "err", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(from.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("TRACEWISE") || name.startsWith("SPARK"));
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("JAVA_OPTS", "-XX:TieredStopAtLevel=1");
    environment.put("TRACEWISE_ARCHIVE", "off");
    environment.put("TRACEWISE_DRIVER_MEMORY", "1g");
    return new Running(builder.start(), out, err);
  }

  /** Who is started in the background may have been told to ignore Ctrl-C; GNU's env undoes it. */
  private static boolean resetsInterrupt() throws IOException {
    try {
      return new ProcessBuilder("env", "--default-signal=INT", "true").start().waitFor() == 0;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}

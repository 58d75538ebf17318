package dev.tracewise.jobs.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tracewise.jobs.Tracewise;
import dev.tracewise.jobs.process.Season.Job;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A job in a process of its own, from the class path of the tests.
 *
 * @param job what it does
 * @param folder where its warehouse lies ({@code warehouse}), what it says ({@code job.log}), and
 *     its temporary files
 * @param environment variables besides those of this process
 */
record JobProcess(Job job, Path folder, Map<String, String> environment) {
  private static final int MINUTES = 5;

  static JobProcess of(Job job, Path folder) {
    return new JobProcess(job, folder, Map.of());
  }

  /** Starts it. */
  Process start(String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-opens"))
        .forEach(command::add);
    command.addAll(
        List.of(
            "-Xmx1g",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Djava.io.tmpdir=" + folder,
            "-Dlog4j2.configurationFile=" + System.getProperty("log4j2.configurationFile"),
            "-cp",
            System.getProperty("java.class.path"),
            Tracewise.class.getName()));
    command.addAll(Season.command(job, folder.resolve("warehouse")));
    command.addAll(List.of(options));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("job.log").toFile());
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    builder.environment().putAll(environment);
    return builder.start();
  }

  /** Starts it and waits for its good end. */
  void finish(String... options) throws IOException, InterruptedException {
    Process process = start(options);
    assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(folder.resolve("job.log"))).isZero();
  }
}

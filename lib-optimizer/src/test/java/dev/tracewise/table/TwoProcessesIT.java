package dev.tracewise.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tracewise.SparkSupport;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/** Two jobs of users are two processes, which share nothing but the warehouse. */
class TwoProcessesIT {
  private static final int MINUTES = 5;

  /** Those that a first ingest creates; each is created by the same way. */
  private static final List<TableDefinition> RACED =
      List.of(
          SpansTable.DEFINITION,
          FeedbackTable.DEFINITION,
          DecisionsTable.DEFINITION,
          OutcomesTable.DEFINITION,
          AgentsTable.DEFINITION,
          QuarantineTable.DEFINITION);

  private final Warehouse warehouse = SparkSupport.freshWarehouse();

  @Test
  void twoProcessesThatBeginInAnEmptyWarehouseBothWrite() throws Exception {
    Path folder = Path.of(URI.create(warehouse.root()));
    List<Process> jobs = List.of(start(folder, "a"), start(folder, "b"));
    for (Process job : jobs) {
      assertThat(job.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
    }

    for (String job : List.of("a", "b")) {
      assertThat(folder.resolve(job + ".log")).content().contains("wrote as " + job);
    }
    assertThat(jobs).extracting(Process::exitValue).containsOnly(0);
    for (TableDefinition definition : RACED) {
      assertThat(warehouse.table(definition).exists()).as(definition.name()).isTrue();
    }
    assertThat(warehouse.table(SpansTable.DEFINITION).read("acme").count()).isEqualTo(2);
    assertThat(warehouse.table(SpansTable.DEFINITION).currentVersion()).isEqualTo(2);
  }

  private static Process start(Path folder, String job) throws IOException {
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
            "-cp",
            System.getProperty("java.class.path"),
            Job.class.getName(),
            folder.toString(),
            job));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve(job + ".log").toFile())
        .start();
  }

  /** What a process does: waits for the other one, then creates all tables and writes a row. */
  static final class Job {
    private Job() {}

    public static void main(String[] arguments) throws Exception {
      Path folder = Path.of(arguments[0]);
      String job = arguments[1];
      SparkSession spark =
          SessionDefaults.apply(SparkSession.builder())
              .master("local[1]")
              .config("spark.ui.enabled", "false")
              .config("spark.sql.warehouse.dir", folder.resolve("spark").toString())
              .getOrCreate();
      spark.sparkContext().setLogLevel(SessionDefaults.LOG_LEVEL);
      spark.range(1).count();
      Files.writeString(folder.resolve(job + ".ready"), "", StandardCharsets.UTF_8);
      File[] ready;
      do {
        Thread.sleep(10);
        ready = folder.toFile().listFiles((parent, name) -> name.endsWith(".ready"));
      } while (ready == null || ready.length < 2);
      Warehouse warehouse = new Warehouse(spark, folder.toUri());
      for (TableDefinition definition : RACED) {
        warehouse.table(definition).ensure();
      }
      WarehouseTable spans = warehouse.table(SpansTable.DEFINITION);
      spans.insertMissing(
          "acme", spans.rows(List.of(SpansTable.row(Samples.span("acme", job), Samples.NOW))));
      System.out.println("wrote as " + job);
      spark.stop();
    }
  }
}

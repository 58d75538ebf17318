package examples;

import dev.tracewise.action.ComputeRewards;
import dev.tracewise.action.Formats;
import dev.tracewise.action.Ingest;
import dev.tracewise.learn.reward.RewardSettings;
import dev.tracewise.source.IngestSettings;
import dev.tracewise.source.RecordOrigin.TenantField;
import dev.tracewise.source.RecordReader.Tenancy;
import dev.tracewise.source.SpanDecisionMapping;
import dev.tracewise.table.SessionDefaults;
import dev.tracewise.table.Warehouse;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.apache.spark.sql.SparkSession;

/**
 * All examples, one after the other, on a season of logs of a small assistant.
 *
 * <pre>
 *   CP="$(ls jobs/target/tracewise-jobs*.jar | head -1):$SPARK_HOME/jars/*"
 *   javac -cp "$CP" -d classes docs/examples/java/*.java
 *   jar cf examples.jar -C classes .
 *   ./tracewise --class examples.Examples examples.jar
 * </pre>
 *
 * The build compiles and runs these very files.
 */
public final class Examples {
  static final String TENANT = "production";
  static final String AGENT = "router";

  final Warehouse warehouse;
  final Path folder;
  final Clock clock;
  final PrintStream out;

  /**
   * @param warehouse where the tables lie
   * @param folder for files that are read and written
   * @param out where results are told
   */
  public Examples(Warehouse warehouse, Path folder, Clock clock, PrintStream out) {
    this.warehouse = warehouse;
    this.folder = folder;
    this.clock = clock;
    this.out = out;
  }

  public static void main(String[] args) throws IOException {
    SparkSession spark =
        SessionDefaults.apply(SparkSession.builder()).appName("examples").getOrCreate();
    Path folder = Files.createTempDirectory("tracewise-examples");
    Warehouse warehouse = new Warehouse(spark, folder.resolve("warehouse").toUri());
    new Examples(warehouse, folder, Clock.systemUTC(), System.out).all();
    spark.stop();
  }

  /** Runs them all. */
  public void all() throws IOException {
    new AdvancedRoutingExample(this).run();
    new ModalityExample(this).run();
    new CrossModalExample(this).run();
    new UnifiedExample(this).run();
    new CoordinatorExample(this).run();
    new RoutingExample(this).run();
  }

  /** Brings decisions into the tables, and their rewards. */
  void learnFrom(String name, List<String> lines) throws IOException {
    Path file = Files.write(folder.resolve(name), lines);
    new Ingest(warehouse, Formats.shipped(clock), IngestSettings.DEFAULT, clock)
        .execute(
            List.of(file.toString()), Ingest.AUTO, new Tenancy(TENANT, TenantField.MUST_AGREE));
    new ComputeRewards(
            warehouse, TENANT, RewardSettings.DEFAULTS, SpanDecisionMapping.SHIPPED, clock)
        .execute();
  }

  /**
   * Decisions of a router that leans to the right agent but not enough, two for each user: clips are
   * for the video search, papers for the summarizer.
   */
  static List<String> season(int decisions) {
    SplittableRandom random = new SplittableRandom(7);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < decisions; i++) {
      boolean video = random.nextBoolean();
      double searching = video ? 0.6 : 0.4;
      boolean searches = random.nextDouble() < searching;
      boolean succeeds = random.nextDouble() < (searches == video ? 0.85 : 0.25);
      lines.add(
          String.format(
              Locale.ROOT,
              "{\"interaction_id\":\"s-%d\",\"time\":\"%s\",\"agent_id\":\"router\","
                  + "\"modality\":\"%s\",\"user_id\":\"u-%d\",\"session_id\":\"v-%d\","
                  + "\"confidence\":%.2f,\"context\":{\"text\":\"%s\",\"entities\":["
                  + "{\"text\":\"otters\",\"type\":\"%s\",\"score\":%.2f}]},"
                  + "\"options\":[\"video_search_agent\",\"summarizer_agent\"],\"chosen\":\"%s\","
                  + "\"probabilities\":{\"video_search_agent\":%.1f,\"summarizer_agent\":%.1f},"
                  + "\"outcome\":{\"quality\":%.2f,\"success\":%b,\"seconds\":0.5}}",
              i,
              "2026-10-0" + (1 + i % 9) + "T12:00:00Z",
              video ? "video" : "document",
              i / 2,
              i / 2,
              0.5 + random.nextDouble() / 2,
              video ? "show me a clip about otters" : "what does the paper say about otters",
              video ? "clip" : "paper",
              0.3 + 0.7 * random.nextDouble(),
              searches ? "video_search_agent" : "summarizer_agent",
              searching,
              1 - searching,
              succeeds ? 0.9 : 0.3,
              succeeds));
    }
    return lines;
  }
}

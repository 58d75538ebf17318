package examples;

import static org.apache.spark.sql.functions.col;

import dev.tracewise.action.ApplyPolicy;
import dev.tracewise.action.DescribeAgents;
import dev.tracewise.action.policy.MissingPropensity;
import dev.tracewise.action.policy.Subject;
import dev.tracewise.source.IngestSettings;
import dev.tracewise.table.ExperiencesTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** AdvancedRoutingOptimizer: record an experience, ask for a recommendation, see the status. */
final class AdvancedRoutingExample {
  private final Examples given;

  AdvancedRoutingExample(Examples given) {
    this.given = given;
  }

  void run() throws IOException {
    List<String> experiences = new ArrayList<>(Examples.season(1000));
    experiences.add(
        "{\"interaction_id\":\"curie\",\"time\":\"2026-10-01T09:00:00Z\","
            + "\"agent_id\":\"router\",\"user_id\":\"ada\",\"confidence\":0.85,"
            + "\"context\":{"
            + "\"text\":\"Show me videos where Marie Curie discusses radioactivity\","
            + "\"enhanced_text\":\"videos of physics lectures on radioactivity, Marie Curie\","
            + "\"entities\":[{\"text\":\"Marie Curie\",\"type\":\"person\",\"score\":0.97}],"
            + "\"relationships\":[{\"head\":\"Marie Curie\",\"relation\":\"discusses\","
            + "\"tail\":\"radioactivity\"}]},"
            + "\"options\":[\"video_search_agent\",\"summarizer_agent\"],"
            + "\"chosen\":\"video_search_agent\","
            + "\"outcome\":{\"quality\":0.92,\"success\":true,\"satisfaction\":0.95,"
            + "\"seconds\":1.2}}");
    given.learnFrom("experiences.jsonl", experiences);
    double reward =
        given
            .warehouse
            .table(ExperiencesTable.DEFINITION)
            .read(Examples.TENANT)
            .where(col("interaction_id").equalTo("curie"))
            .select("reward")
            .head()
            .getDouble(0);
    given.out.printf("Computed reward: %.3f%n", reward);

    Path asked =
        Files.writeString(
            given.folder.resolve("asked.jsonl"),
            "{\"interaction_id\":\"asked\",\"agent_id\":\"router\",\"context\":{"
                + "\"text\":\"Find lecture videos about quantum mechanics\"},"
                + "\"options\":[\"summarizer_agent\",\"video_search_agent\"]}\n");
    Path answered = given.folder.resolve("answered.jsonl");
    new ApplyPolicy(given.warehouse, IngestSettings.DEFAULT, given.clock)
        .execute(
            new ApplyPolicy.Request(
                new Subject(Examples.TENANT, Examples.AGENT, null, MissingPropensity.LEFT_OUT),
                null,
                asked.toString(),
                answered.toString(),
                0,
                42,
                ApplyPolicy.Log.NONE,
                null,
                ApplyPolicy.Fallback.KEYWORDS));
    given.out.println("Recommendation: " + Files.readString(answered).strip());

    new DescribeAgents(given.warehouse, Examples.TENANT, 50, given.clock)
        .execute(Examples.AGENT)
        .forEach(
            status ->
                given.out.println(
                    "Status: " + status.experiences() + " experiences, " + status.reason()));
  }
}

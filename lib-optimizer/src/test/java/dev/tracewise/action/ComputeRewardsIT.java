package dev.tracewise.action;

import static dev.tracewise.action.Log.decision;
import static dev.tracewise.action.Log.feedback;
import static dev.tracewise.action.Log.span;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tracewise.action.ComputeRewards.Result;
import dev.tracewise.model.Measures;
import dev.tracewise.model.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a first run makes of a log; one run, looked at from every side. */
class ComputeRewardsIT {
  private static final String T = "acme";
  private static final double DAY = 86_400;
  private static final Measures GOOD = new Measures(1.0, true, null, null, null);

  private static Result result;
  private static Map<String, Row> rows;

  @BeforeAll
  static void runOnce() {
    Log log =
        new Log()
            .add(
                decision(T, "full", 0, new Measures(0.92, true, 0.95, 1.2, 0.0004)),
                decision(T, "judged", 0, GOOD),
                decision(T, "typed", 0, new Measures(null, true, 0.9, null, null)),
                decision(T, "early", 30 * DAY, GOOD),
                decision(T, "toxic", 0, GOOD),
                decision(T, "first", 0, "s", "t", null, GOOD),
                decision(T, "last", 9, "s", "t", null, GOOD),
                decision(
                    T, "open", 0, null, "logged", "c", new Measures(0.5, null, null, 7.0, null)),
                decision("other", "full", 0, GOOD))
            .add(
                feedback(T, "f1", "interaction", "judged", 1, "rating", 0.0, "eve"),
                feedback(T, "f2", "interaction", "judged", 2, "rating", 1.0, "bob"),
                feedback(T, "f3", "interaction", "judged", 3, "rating", 0.25, null),
                feedback(T, "f4", "interaction", "judged", 4, "rating", 0.25, null),
                feedback(T, "f0", "interaction", "judged", 5, "rating", 1.0, "eve"),
                feedback(T, "g1", "interaction", "typed", 1, "correctness", 0.5, "eve"),
                feedback(T, "g2", "interaction", "typed", 2, "clarity", 1.0, "bob"),
                feedback(T, "g3", "interaction", "typed", 3, "comment", null, "bob"),
                feedback(T, "h", "interaction", "early", 0, "rating", 0.5, "eve"),
                feedback(T, "k", "interaction", "toxic", 5, "custom:toxicity", 0.0, "eve"),
                feedback(T, "l1", "trace", "t", 20, "rating", 0.5, "eve"),
                feedback(T, "l2", "session", "s", 20, "rating", 0.0, "bob"),
                feedback(T, "m", "span", "child", 3, "thumbs", 1.0, "eve"),
                feedback("other", "x", "interaction", "full", 1, "rating", 0.0, "eve"))
            .add(spans());
    RewardRun run = new RewardRun(log, T);
    result = run.execute();
    rows = run.rows();
  }

  @Test
  void takesADecisionWithItsOutcome() {
    Row row = row("full");
    assertThat(row.<Double>getAs("reward")).isCloseTo(0.9422857143, within(1e-10));
    assertThat(row.<String>getAs("propensity_source")).isEqualTo("logged");
    assertThat(row.<String, Double>getJavaMap(row.fieldIndex("reward_parts")))
        .containsOnlyKeys("quality", "success", "satisfaction", "time_penalty");
  }

  @Test
  void tellsWhatItWrote() {
    assertThat(result.experiencesWritten()).isEqualTo(rows.size());
    assertThat(result.experiencesUpdated()).isZero();
    double mean =
        rows.values().stream()
            .map(row -> row.<Double>getAs("reward"))
            .filter(Objects::nonNull)
            .mapToDouble(Double::doubleValue)
            .average()
            .orElseThrow();
    assertThat(result.meanReward()).isCloseTo(mean, within(1e-12));
  }

  @Test
  void aCorrectionByTheSameAuthorReplacesTheEarlier() {
    assertThat(row("judged").<Double>getAs("satisfaction")).isEqualTo(0.625);
    assertThat(row("judged").<Long>getAs("feedback_count")).isEqualTo(4);
  }

  @Test
  void weighsTypesAndTakesQualityFromCorrectness() {
    assertThat(row("typed").<Double>getAs("quality")).isEqualTo(0.5);
    assertThat(row("typed").<Double>getAs("satisfaction")).isCloseTo(1.1 / 1.6, within(1e-12));
    assertThat(row("typed").<Long>getAs("feedback_count")).isEqualTo(3);
  }

  @Test
  void feedbackCountsHoweverEarlyItIsDated() {
    assertThat(row("early").<Double>getAs("satisfaction")).isEqualTo(0.5);
  }

  @Test
  void aScoreOfUnknownDirectionWeighsNothing() {
    assertThat(row("toxic").<Object>getAs("satisfaction")).isNull();
    assertThat(row("toxic").<Long>getAs("feedback_count")).isEqualTo(1);
    assertThat(row("toxic").<Double>getAs("reward")).isEqualTo(1);
  }

  @Test
  void aTracesOrSessionsFeedbackMeansItsLastDecision() {
    assertThat(row("first").<Object>getAs("satisfaction")).isNull();
    assertThat(row("last").<Double>getAs("satisfaction")).isEqualTo(0.25);
  }

  @Test
  void feedbackOnASpanMeansTheRootOfItsTrace() {
    assertThat(row("plain:root").<Double>getAs("satisfaction")).isEqualTo(1);
    assertThat(row("plain:root").<Double>getAs("propensity")).isEqualTo(1);
    assertThat(row("plain:root").<String>getAs("chosen")).isEqualTo("assistant");
  }

  @Test
  void tenantsWithTheSameIdsDoNotMeet() {
    assertThat(row("full").<Double>getAs("satisfaction")).isEqualTo(0.95);
    assertThat(rows.values()).allMatch(row -> row.getAs("tenant_id").equals(T));
  }

  @Test
  void aDecisionTakesWhatTheLogLeftOpenFromItsSpan() {
    Row row = row("open");
    assertThat(row.<Boolean>getAs("success")).isTrue();
    assertThat(row.<String>getAs("output")).isEqualTo("out of c");
    assertThat(row.<Double>getAs("seconds")).isEqualTo(7);
    assertThat(row.<Double>getAs("cost_usd")).isEqualTo(0.01);
    assertThat(rows).doesNotContainKey("logged:r");
  }

  @Test
  void routingTimesAreMillisecondsOursAreSeconds() {
    Row routed = row("routed:s");
    assertThat(routed.<Double>getAs("seconds")).isCloseTo(1.2, within(1e-12));
    assertThat(routed.<Object>getAs("propensity")).isNull();
    assertThat(routed.<String>getAs("propensity_source")).isEqualTo("none");
    assertThat(routed.getStruct(routed.fieldIndex("context")).mkString("|"))
        .contains("otters|sea otters")
        .contains("animal");
    Row ours = row("ours:s");
    assertThat(ours.<Double>getAs("seconds")).isEqualTo(1.2);
    assertThat(ours.<Double>getAs("propensity")).isEqualTo(0.25);
    assertThat(ours.<Object>getAs("quality")).isNull();
    assertThat(ours.getList(ours.fieldIndex("options"))).hasSize(2);
  }

  @Test
  void aRoutersQualityIsEstimatedFromItsStatusAndResults() {
    assertThat(row("ok10:s").<Double>getAs("quality")).isEqualTo(0.9);
    assertThat(row("ok3:s").<Double>getAs("quality")).isEqualTo(0.8);
    assertThat(row("routed:s").<Double>getAs("quality")).isEqualTo(0.7);
    assertThat(row("error10:s").<Double>getAs("quality")).isEqualTo(0.1);
    assertThat(row("nothing:s").<Double>getAs("quality")).isEqualTo(0.5);
    assertThat(row("given:s").<Double>getAs("quality")).isEqualTo(0.33);
  }

  @Test
  void aRoutersSuccessIsItsStatusElseWhatItsAttributesSay() {
    assertThat(row("ok10:s").<Boolean>getAs("success")).isTrue();
    assertThat(row("error10:s").<Boolean>getAs("success")).isFalse();
    assertThat(row("failed:s").<Boolean>getAs("success")).isFalse();
    assertThat(row("http503:s").<Boolean>getAs("success")).isFalse();
    assertThat(row("http204:s").<Boolean>getAs("success")).isTrue();
    assertThat(row("nothing:s").<Object>getAs("success")).isNull();
  }

  /** One such span would make rewards NaN, and their sum an error at every run. */
  @Test
  void attributesThatAreNoNumbersAreUnknown() {
    Row absurd = row("absurd:s");
    assertThat(absurd.<Object>getAs("seconds")).isEqualTo(row("ok10:s").getAs("seconds"));
    assertThat(absurd.<Object>getAs("confidence")).isNull();
    assertThat(absurd.<Object>getAs("propensity")).isNull();
    assertThat(absurd.<Double>getAs("quality")).isEqualTo(0.7);
    assertThat(absurd.getList(absurd.fieldIndex("options"))).hasSize(1);
    assertThat(absurd.<Double>getAs("reward")).isBetween(0.0, 1.0);
    assertThat(row("endless:s").<Object>getAs("seconds")).isEqualTo(absurd.getAs("seconds"));
  }

  @Test
  void aSpanThatDoesNotSayIsNoSuccess() {
    assertThat(row("ok:s").<Boolean>getAs("success")).isTrue();
    assertThat(row("error:s").<Boolean>getAs("success")).isFalse();
    assertThat(row("unset:s").<Object>getAs("success")).isNull();
    assertThat(row("unset:s").<Object>getAs("reward")).isNull();
    assertThat(row("adopted:s").<String>getAs("agent_id")).isEqualTo("child");
    assertThat(rows).doesNotContainKeys("nobody:s", "orphan:s");
  }

  private static Span[] spans() {
    List<Span> spans = new ArrayList<>();
    spans.add(span(T, "plain", "root", null, 0, Map.of()));
    spans.add(span(T, "plain", "child", "root", 1, Map.of()));
    spans.add(span(T, "logged", "r", null, 0, "ERROR", "x", null, Map.of()));
    spans.add(span(T, "logged", "c", "r", 1, "OK", "x", null, Map.of()));
    spans.add(
        span(
            T,
            "ours",
            "s",
            null,
            0,
            Map.of(
                "tracewise.decision.chosen_agent", "b",
                "tracewise.decision.options", "[\"a\",\"b\"]",
                "tracewise.decision.propensity", "0.25",
                "tracewise.decision.processing_time", "1.2")));
    String context =
        "{\"entities\":[{\"text\":\"otters\",\"type\":\"animal\"}],"
            + "\"enhanced_query\":\"sea otters\"}";
    spans.add(
        routed(
            "routed",
            "OK",
            Map.of(
                "routing.processing_time", "1200",
                "routing.confidence", "0.8",
                "routing.query", "otters",
                "routing.context", context)));
    spans.add(routed("ok10", "OK", Map.of("result_count", "10")));
    spans.add(routed("ok3", "OK", Map.of("routing.result_count", "3")));
    spans.add(routed("error10", "ERROR", Map.of("result_count", "10")));
    spans.add(routed("nothing", "UNSET", Map.of()));
    spans.add(routed("given", "OK", Map.of("routing.quality", "0.33")));
    spans.add(routed("failed", "UNSET", Map.of("agent.success", "false")));
    spans.add(routed("http503", "UNSET", Map.of("http.status_code", "503")));
    spans.add(routed("http204", "UNSET", Map.of("http.response.status_code", "204")));
    spans.add(
        routed(
            "absurd",
            "OK",
            Map.of(
                "routing.processing_time", "NaN",
                "routing.confidence", "Infinity",
                "routing.propensity", "NaN",
                "routing.quality", "-Infinity",
                "routing.options", "all of them",
                "routing.context", "]")));
    spans.add(routed("endless", "OK", Map.of("routing.processing_time", "1e999")));
    spans.add(span(T, "ok", "s", null, 0, "OK", "x", null, Map.of()));
    spans.add(span(T, "error", "s", null, 0, "ERROR", "x", null, Map.of()));
    spans.add(span(T, "unset", "s", null, 0, "UNSET", "x", null, Map.of()));
    spans.add(span(T, "nobody", "s", null, 0, "OK", null, null, Map.of()));
    spans.add(span(T, "orphan", "s", "elsewhere", 0, "OK", "x", null, Map.of()));
    spans.add(span(T, "adopted", "s", null, 0, "OK", null, null, Map.of()));
    spans.add(span(T, "adopted", "c", "s", 1, "OK", "child", null, Map.of()));
    return spans.toArray(Span[]::new);
  }

  private static Span routed(String trace, String status, Map<String, String> attributes) {
    Map<String, String> all = new HashMap<>(attributes);
    all.put("routing.chosen_agent", "video");
    return span(T, trace, "s", null, 0, status, "router", null, all);
  }

  private static Row row(String id) {
    assertThat(rows).containsKey(id);
    return rows.get(id);
  }
}

package dev.tracewise.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tracewise.model.Context.Entity;
import dev.tracewise.model.Decision;
import dev.tracewise.model.Decision.OptionOutcome;
import dev.tracewise.model.Decision.Placement;
import dev.tracewise.model.Decision.Served;
import dev.tracewise.model.Measures;
import dev.tracewise.model.Option;
import dev.tracewise.model.Rejection;
import dev.tracewise.source.RecordOrigin.TenantField;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecisionFormatTest {
  private static final String FULL =
      """
      {"tenant_id":"acme","interaction_id":"i-1","time":"2026-10-01T12:00:00Z","agent_id":"router",
       "modality":"Text","session_id":"s-9","user_id":"u-3","trace_id":null,"span_id":"abc",
       "confidence":0.8,
       "context":{"text":"show me otters","enhanced_text":null,"mood":"calm",
                  "numeric":{"words":5},"categorical":{"locale":"en","premium":true},
                  "entities":[{"text":"otters","type":"animal"}],
                  "relationships":[{"from":"otters","weight":2}]},
       "options":["video_search",{"name":"summarizer","features":{"price":0.5}}],
       "chosen":"video_search","propensity":0.7,
       "probabilities":{"video_search":0.7,"summarizer":0.3},
       "output":"Here are three videos",
       "outcome":{"quality":0.92,"success":true,"satisfaction":0.95,"seconds":1.2,
                  "cost_usd":0.0004},
       "reward":0.5,
       "outcomes_by_option":{"video_search":0.5,"summarizer":{"quality":0.1,"reward":0.2}},
       "metadata":{"note":"x","tags":["a"]},"region":"eu",
       "experiment_id":"e-1","variant":"b","episode_id":"ep-1","step":3,"slate_position":0,
       "served_kind":"routing_policy","served_version":4}
      """;

  @Test
  void readsEveryFieldOfALine() {
    Decision decision = (Decision) Lines.decisionLine(FULL);

    assertThat(decision.tenantId()).isEqualTo("acme");
    assertThat(decision.time()).isEqualTo(Instant.parse("2026-10-01T12:00:00Z"));
    assertThat(decision.modality()).isEqualTo("text");
    assertThat(decision.traceId()).isNull();
    assertThat(decision.spanId()).isEqualTo("abc");
    assertThat(decision.confidence()).isEqualTo(0.8);
    assertThat(decision.context().numeric()).containsExactly(Map.entry("words", 5.0));
    assertThat(decision.context().categorical())
        .containsExactlyInAnyOrderEntriesOf(Map.of("locale", "en", "premium", "true"));
    assertThat(decision.context().entities()).containsExactly(new Entity("otters", "animal"));
    assertThat(decision.context().relationships())
        .containsExactly(Map.of("from", "otters", "weight", "2"));
    assertThat(decision.options())
        .containsExactly(
            Option.named("video_search"), new Option("summarizer", Map.of("price", 0.5)));
    assertThat(decision.propensity()).isEqualTo(0.7);
    assertThat(decision.probabilities()).containsEntry("summarizer", 0.3);
    assertThat(decision.outcome()).isEqualTo(new Measures(0.92, true, 0.95, 1.2, 0.0004));
    assertThat(decision.reward()).isEqualTo(0.5);
    assertThat(decision.outcomesByOption())
        .containsEntry("video_search", new OptionOutcome(Measures.UNKNOWN, 0.5))
        .containsEntry(
            "summarizer", new OptionOutcome(new Measures(0.1, null, null, null, null), 0.2));
    assertThat(decision.served()).isEqualTo(new Served("routing_policy", 4));
    assertThat(decision.placement()).isEqualTo(new Placement("e-1", "b", "ep-1", 3, 0));
  }

  @Test
  void keepsWhatItDoesNotKnowInTheMetadata() {
    Decision decision = (Decision) Lines.decisionLine(FULL);

    assertThat(decision.metadata())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("note", "x", "tags", "[\"a\"]", "region", "eu", "context.mood", "calm"));
  }

  @Test
  void aMetadataKeyIsNotOverwrittenByAnExtraField() {
    Decision decision =
        (Decision) Lines.decisionLine(with("\"metadata\":{\"region\":\"us\"},\"region\":\"eu\""));

    assertThat(decision.metadata())
        .containsExactlyInAnyOrderEntriesOf(Map.of("region", "us", "extra.region", "eu"));
  }

  @Test
  void fiveFieldsAreEnough() {
    Decision decision =
        (Decision) Lines.decisionLine(Lines.DECISION.replace(",\"propensity\":0.7", ""));

    assertThat(decision.propensity()).isNull();
    assertThat(decision.outcome()).isEqualTo(Measures.UNKNOWN);
    assertThat(decision.metadata()).isEmpty();
    assertThat(decision.served()).isNull();
    assertThat(decision.placement()).isNull();
  }

  @Test
  void fillsThePropensityFromTheProbabilities() {
    String line =
        with("\"probabilities\":{\"a\":0.6002,\"b\":0.4}").replace("\"propensity\":0.7,", "");

    assertThat(((Decision) Lines.decisionLine(line)).propensity()).isEqualTo(0.6002);
  }

  @Test
  void howSureARecogniserIsBecomesANumberOfTheContext() {
    Decision decision =
        (Decision)
            Lines.decisionLine(
                with(
                    "\"context\":{\"numeric\":{\"words\":5,\"entity_score.plant\":0.1},\"entities\":["
                        + "{\"text\":\"otters\",\"type\":\"animal\",\"score\":0.4},"
                        + "{\"text\":\"eels\",\"type\":\"animal\",\"score\":0.9},"
                        + "{\"text\":\"reed\",\"type\":\"plant\",\"score\":0.8},"
                        + "{\"text\":\"it\",\"score\":0.8}]}"));

    assertThat(decision.context().numeric())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("words", 5.0, "entity_score.animal", 0.9, "entity_score.plant", 0.1));
    Rejection tooSure =
        rejected(with("\"context\":{\"entities\":[{\"text\":\"otters\",\"score\":1.5}]}"));
    assertThat(tooSure.reason()).isEqualTo("out_of_range");
    assertThat(tooSure.field()).isEqualTo("context.entities.0.score");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "interaction_id | null | missing_field | interaction_id",
        "interaction_id | \"\" | missing_field | interaction_id",
        "interaction_id | 17 | wrong_type | interaction_id",
        "time | null | missing_field | time",
        "time | \"yesterday\" | impossible_time | time",
        "time | \"2026-02-30T00:00:00Z\" | impossible_time | time",
        "time | \"2026-10-01T12:00:00\" | impossible_time | time",
        "time | \"1999-12-31T23:59:59Z\" | impossible_time | time",
        "time | \"2026-11-03T00:00:00Z\" | impossible_time | time",
        "time | 1e300 | impossible_time | time",
        "time | true | wrong_type | time",
        "agent_id | null | missing_field | agent_id",
        "options | null | missing_field | options",
        "options | [] | missing_field | options",
        "options | {} | wrong_type | options",
        "options | [\"a\",\"b\",\"a\"] | duplicate_option | options.2",
        "options | [\"a\",3] | wrong_type | options.1",
        "options | [\"a\",\"\"] | missing_field | options.1",
        "options | [\"a\",{\"name\":\"b\",\"features\":{\"x\":\"1\"}}]"
            + " | wrong_type | options.1.features.x",
        "chosen | \"c\" | chosen_not_in_options | chosen",
        "chosen | null | missing_field | chosen",
        "propensity | 0 | out_of_range | propensity",
        "propensity | 1.01 | out_of_range | propensity",
        "propensity | -0.5 | out_of_range | propensity",
        "propensity | \"NaN\" | wrong_type | propensity",
      })
  void refusesWhatIsWrongAndNamesTheField(String field, String value, String reason, String path) {
    ObjectNode line = (ObjectNode) Lines.json(Lines.DECISION);
    line.set(field, Lines.json(value));

    Rejection rejection = rejected(line.toString());

    assertThat(rejection.reason()).isEqualTo(reason);
    assertThat(rejection.field()).isEqualTo(path);
    assertThat(rejection.detail()).endsWith(".");
    assertThat(rejection.source()).isEqualTo("file.jsonl");
    assertThat(rejection.line()).isEqualTo(7);
    assertThat(rejection.recordSha256()).hasSize(64);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"outcome\":{\"quality\":1.2} | out_of_range | outcome.quality",
        "\"outcome\":{\"satisfaction\":-0.1} | out_of_range | outcome.satisfaction",
        "\"outcome\":{\"seconds\":-1} | out_of_range | outcome.seconds",
        "\"outcome\":{\"cost_usd\":-1} | out_of_range | outcome.cost_usd",
        "\"outcome\":{\"success\":1} | wrong_type | outcome.success",
        "\"outcome\":7 | wrong_type | outcome",
        "\"reward\":1.5 | out_of_range | reward",
        "\"confidence\":2 | out_of_range | confidence",
        "\"modality\":\"smell\" | unknown_value | modality",
        "\"context\":\"text\" | wrong_type | context",
        "\"context\":{\"numeric\":{\"x\":\"y\"}} | wrong_type | context.numeric.x",
        "\"context\":{\"categorical\":{\"x\":[1]}} | wrong_type | context.categorical.x",
        "\"context\":{\"entities\":[{}]} | missing_field | context.entities.0.text",
        "\"context\":{\"relationships\":[1]} | wrong_type | context.relationships.0",
        "\"probabilities\":{\"a\":0.7,\"b\":0.2} | inconsistent | probabilities",
        "\"probabilities\":{\"a\":0.7,\"c\":0.3} | inconsistent | probabilities",
        "\"probabilities\":{\"a\":1.7,\"b\":-0.7} | out_of_range | probabilities.a",
        "\"probabilities\":{\"a\":0.5,\"b\":0.5} | inconsistent | propensity",
        "\"outcomes_by_option\":{\"c\":0.5} | unknown_option | outcomes_by_option.c",
        "\"outcomes_by_option\":{\"a\":5} | out_of_range | outcomes_by_option.a",
        "\"outcomes_by_option\":{\"a\":{\"quality\":5}}"
            + " | out_of_range | outcomes_by_option.a.quality",
        "\"step\":1.5 | wrong_type | step",
        "\"slate_position\":-1 | out_of_range | slate_position",
        "\"served_version\":1 | missing_field | served_kind",
        "\"served_kind\":\"bandit\",\"served_version\":1.5 | wrong_type | served_version",
        "\"served_kind\":\"bandit\",\"served_version\":0 | out_of_range | served_version",
        "\"tenant_id\":\"other\" | wrong_tenant | tenant_id",
      })
  void refusesWrongOptionalFields(String extra, String reason, String path) {
    Rejection rejection = rejected(with(extra));

    assertThat(rejection.reason()).isEqualTo(reason);
    assertThat(rejection.field()).isEqualTo(path);
  }

  @Test
  void aNumberBeyondAllNumbersIsOutOfRange() {
    assertThat(rejected(Lines.DECISION.replace("0.7", "1e999")).reason()).isEqualTo("out_of_range");
  }

  @Test
  void aTrustedTenantFieldDecides() {
    RecordOrigin origin = new RecordOrigin("acme", TenantField.TRUSTED, "f", 1);

    assertThat(
            new DecisionFormat(Lines.CLOCK)
                .read(Lines.json(with("\"tenant_id\":\"other\"")), origin))
        .singleElement()
        .isInstanceOfSatisfying(
            Decision.class, decision -> assertThat(decision.tenantId()).isEqualTo("other"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"2026-10-01T14:00:00+02:00\"",
        "\"2026-10-01T14:00:00+0200\"",
        "\"2026-10-01 12:00:00Z\"",
        "\"2026-10-01T12:00:00.000000Z\"",
        "1790856000",
        "1790856000.0",
        "1790856000000"
      })
  void readsTimesInTheUsualWays(String time) {
    Decision decision =
        (Decision) Lines.decisionLine(Lines.DECISION.replace("\"2026-10-01T12:00:00Z\"", time));

    assertThat(decision.time()).isEqualTo(Instant.parse("2026-10-01T12:00:00Z"));
  }

  @Test
  void recognisesDecisionsAndOutcomesOnly() {
    DecisionFormat format = new DecisionFormat(Lines.CLOCK);

    assertThat(format.recognises(Lines.json(Lines.DECISION))).isTrue();
    assertThat(format.recognises(Lines.json("{\"interaction_id\":\"i\"}"))).isTrue();
    assertThat(format.recognises(Lines.json(Lines.FEEDBACK))).isFalse();
    assertThat(format.recognises(Lines.json("[1]"))).isFalse();
    assertThat(format.name()).isEqualTo("decisions");
  }

  private static String with(String extra) {
    return Lines.DECISION.substring(0, Lines.DECISION.length() - 1) + "," + extra + "}";
  }

  private static Rejection rejected(String line) {
    return (Rejection) Lines.decisionLine(line);
  }
}

package dev.tracewise.learn.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tracewise.judge.calibration.Calibration;
import dev.tracewise.judge.calibration.IsotonicCalibration;
import dev.tracewise.judge.calibration.IsotonicCalibration.Point;
import dev.tracewise.judge.calibration.PlattScaling;
import dev.tracewise.learn.policy.Policy;
import dev.tracewise.learn.policy.PolicyDifference;
import dev.tracewise.learn.routing.KeywordBaseline;
import dev.tracewise.learn.routing.KeywordBaseline.Rule;
import dev.tracewise.learn.routing.Recommendation;
import dev.tracewise.learn.text.Phrase;
import dev.tracewise.model.Context;
import dev.tracewise.model.Option;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouterArtifactTest {
  private static final RouterSettings SETTINGS =
      RouterSettings.AS_LOGGED
          .withKeywords(
              new KeywordBaseline(
                  List.of(
                      Rule.of("video", 0.8, "clip"),
                      new Rule("report", 0.9, List.of(Phrase.exact("in depth"))),
                      Rule.of("video", 0.6))))
          .withEntities(EntityLabels.of(0.25, Map.of("animal", "video")))
          .withTemperature(0.3)
          .withWeight(Scorer.ENTITIES, 2)
          .withConfidenceThreshold(0.7);

  private static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void whatIsReadBackIsTheSame() {
    byte[] written = RouterArtifact.write(SETTINGS);
    assertThat(RouterArtifact.read(written)).isEqualTo(SETTINGS);
    assertThat(RouterArtifact.write(RouterArtifact.read(written))).isEqualTo(written);
    Policy policy = StoredPolicy.read(written).policy();
    assertThat(policy).isInstanceOf(Router.class);
    assertThat(((Router) policy).settings()).isEqualTo(SETTINGS);
    assertThat(StoredPolicy.read(written).rewardModel()).isNull();
  }

  @Test
  void calibrationsAreStored() {
    for (Calibration calibration :
        List.of(
            new PlattScaling(2, -1),
            new IsotonicCalibration(List.of(new Point(0.1, 0.2), new Point(0.9, 0.6))))) {
      RouterSettings settings = SETTINGS.withCalibration(calibration);
      assertThat(RouterArtifact.read(RouterArtifact.write(settings))).isEqualTo(settings);
    }
  }

  @Test
  void theRouterOfTheDocumentsHasTheSeedsKeywords() throws IOException {
    Path file = Path.of("..", "docs", "examples", "router.json");
    RouterSettings documented = RouterArtifact.read(Files.readAllBytes(file));
    for (String query : List.of("two clips", "a brief overview", "in detail, please", "hello")) {
      List<String> options =
          List.of("summarizer_agent", "detailed_report_agent", "video_search_agent");
      double[] probabilities =
          new Router(documented)
              .probabilities(
                  new Context(query, null, Map.of(), Map.of(), List.of(), List.of()),
                  options.stream().map(Option::named).toList());
      Recommendation seed = KeywordBaseline.DEFAULTS.recommend(query, options, Map.of());
      assertThat(probabilities[options.indexOf(seed.option())])
          .as(query)
          .isEqualTo(seed.confidence());
    }
  }

  @Test
  void whatIsLeftOutIsAsInTheLog() {
    assertThat(RouterArtifact.read(bytes("{}"))).isEqualTo(RouterSettings.AS_LOGGED);
  }

  @Test
  void otherPoliciesAreNoRouters() {
    assertThat(RouterArtifact.is(bytes("{\"format\":\"tracewise-policy\"}"))).isFalse();
    assertThat(RouterArtifact.is(bytes("{"))).isFalse();
    assertThatThrownBy(() -> StoredPolicy.read(bytes("{}")))
        .hasMessageStartingWith("Cannot read a policy: its format is not tracewise-policy.");
  }

  @Test
  void whatDiffersIsToldByName() {
    PolicyDifference difference =
        PolicyDifference.ofSettings(
            RouterArtifact.described(RouterArtifact.write(SETTINGS)),
            RouterArtifact.described(RouterArtifact.write(SETTINGS.withTemperature(0))));
    assertThat(difference.settings())
        .containsExactly(new PolicyDifference.Setting("model.temperature", "0.3", "0.0"));
    assertThat(difference.weights()).isEmpty();
    assertThat(
            PolicyDifference.ofSettings(
                    RouterArtifact.described(bytes("{}")), Map.of("format", "no router", "a", "1"))
                .settings())
        .containsExactly(new PolicyDifference.Setting("a", "none", "1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[1]|it is no JSON object",
        "{|it is no JSON",
        "{\"format\":\"x\"}|its format is not tracewise-router, version 1",
        "{\"keyword\":[]}|its field \"keyword\" is not known",
        "{\"weights\":3}|its field \"weights\" is no object",
        "{\"model\":{\"temperature\":\"hot\"}}|its field \"temperature\" is no number",
        "{\"calibration\":{\"method\":\"x\"}}|its calibration is of no known method",
        "{\"keywords\":[{\"confidence\":1}]}|a keyword rule has no option",
        "{\"keywords\":[{\"option\":\"a\",\"words\":[\"!\"]}]}|a keyword of \"a\" has no letter"
      })
  void whatIsNoRouterIsRefused(String json, String reason) {
    assertThatThrownBy(() -> RouterArtifact.read(bytes(json)))
        .hasMessageStartingWith("Cannot read a router: " + reason);
  }
}

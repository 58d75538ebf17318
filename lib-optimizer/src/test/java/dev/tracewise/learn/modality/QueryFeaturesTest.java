package dev.tracewise.learn.modality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tracewise.learn.text.Phrase;
import dev.tracewise.learn.text.Words;
import dev.tracewise.model.Modality;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class QueryFeaturesTest {
  private static QueryFeatures video(String query) {
    return QueryFeatures.of(query, Modality.VIDEO, 0.8, List.of("video"), 10L);
  }

  @Test
  void check34FeaturesOfQueries() {
    QueryFeatures features = video("show me a tutorial on machine learning");
    assertThat(features.values()).containsEntry("has_keywords", 1.0);
    assertThat(features.keywords()).containsEntry("keywords", List.of("show", "tutorial"));
    assertThat(features.values()).containsEntry("query_length", 7.0);
    assertThat(video("PyTorch tutorial").values()).containsEntry("has_specific_entity", 0.0);
    assertThat(video("learn about TensorFlow").values()).containsEntry("has_specific_entity", 1.0);
  }

  /** The program looks for parts of words: it sees "see" in "seed". */
  @Test
  void partsOfWordsAreNoKeywords() {
    assertThat(video("seed showcase").values())
        .containsEntry("has_visual", 0.0)
        .containsEntry("has_keywords", 0.0);
    assertThat(video("watching learners").values()).containsEntry("has_temporal", 0.0);
    assertThat(video("how to cook").values()).containsEntry("has_temporal", 1.0);
  }

  @Test
  void whatIsMissingIsMarked() {
    for (Modality modality : Modality.values()) {
      QueryFeatures features = QueryFeatures.of("why?", modality, null, List.of(), null);
      assertThat(features.values().keySet())
          .endsWith(
              "query_length",
              "has_question",
              "has_specific_entity",
              "routing_confidence",
              "detected_modalities",
              "result_count");
      assertThat(features.known()).isEqualTo(features.values().size() - 2);
      assertThat(features.values().get("routing_confidence")).isNaN();
      assertThat(features.values()).containsEntry("has_question", 1.0);
    }
    assertThat(video("why?").values()).hasSize(9);
    assertThat(video("a b c").known()).isEqualTo(9);
  }

  @Test
  void oneExpressionForAGroupAgreesWithItsRule() {
    for (KeywordGroup group : KeywordGroup.DEFAULTS) {
      Pattern pattern = Pattern.compile(Phrase.anyOf(group.phrases()));
      for (KeywordGroup other : KeywordGroup.DEFAULTS) {
        other
            .phrases()
            .forEach(
                phrase -> {
                  String text =
                      "The " + phrase.text().replace(" ", ", ").toUpperCase(Locale.ROOT) + "s!";
                  assertThat(pattern.matcher(text).find())
                      .as("%s in %s", group, text)
                      .isEqualTo(!group.found(Words.of(text)).isEmpty());
                });
      }
    }
    assertThat(KeywordGroup.DEFAULTS).hasSize(12);
  }
}

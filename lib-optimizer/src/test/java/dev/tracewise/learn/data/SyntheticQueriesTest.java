package dev.tracewise.learn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tracewise.learn.modality.ExampleFilter;
import dev.tracewise.learn.modality.ModalityExample;
import dev.tracewise.learn.modality.ModalityExample.Origin;
import dev.tracewise.learn.modality.SyntheticSettings;
import dev.tracewise.model.Modality;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SyntheticQueriesTest {
  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
  private static final List<TimedText> TEXTS =
      List.of(
          text("The talk of Marie Curie about quantum mechanics", "2026-10-20T00:00:00Z"),
          text("Show me quantum mechanics lectures from 2024", "2026-02-01T00:00:00Z"),
          text("An introduction to quantum mechanics", null),
          text("Otters of the river Thames", "2020-02-01T00:00:00Z"));

  private static TimedText text(String text, String time) {
    return new TimedText(text, time == null ? null : Instant.parse(time));
  }

  @Test
  void whatMostTextsShareComesFirst() {
    MinedContent content = MinedContent.of(TEXTS, NOW);
    assertThat(content.topics())
        .startsWith("quantum mechanics")
        .contains("quantum mechanics lectures", "marie curie")
        .doesNotContain("of marie", "introduction to quantum", "about quantum mechanics")
        .allMatch(topic -> topic.length() > 10);
    assertThat(content.entities()).containsExactly("Marie Curie", "Thames");
    assertThat(content.times()).containsExactly("from 2024", "from this year", "recent");
  }

  /** The seed's program takes the first fifty of a set, whatever its order is that day. */
  @Test
  void theOrderOfTheTextsDoesNotMatter() {
    List<TimedText> texts = new ArrayList<>(TEXTS);
    for (int i = 0; i < 200; i++) {
      texts.add(text("chapter" + i % 90 + " follows chapter" + (i + 1) % 90, null));
    }
    MinedContent content = MinedContent.of(texts, NOW);
    assertThat(content.topics()).hasSize(50);
    Collections.shuffle(texts, new Random(3));
    assertThat(MinedContent.of(texts, NOW)).isEqualTo(content);
  }

  @Test
  void aTextFromTheFutureHasNoAge() {
    assertThat(MinedContent.of(List.of(text("a b", "2030-01-01T00:00:00Z")), NOW))
        .isEqualTo(MinedContent.NONE);
  }

  @ParameterizedTest
  @EnumSource(Modality.class)
  void everyModalityStartsCold(Modality modality) {
    SyntheticQueries queries = new SyntheticQueries(modality, MinedContent.NONE);
    assertThat(QueryTemplates.of(modality).templates()).hasSize(10).doesNotHaveDuplicates();
    assertThat(QueryTemplates.of(modality).fallbackTopics()).hasSize(10);
    assertThat(queries.capacity()).isEqualTo(100);
    String option = SyntheticSettings.SEED.options().get(modality.id());
    List<ModalityExample> made = queries.make(60, option, 1);
    assertThat(made)
        .hasSize(60)
        .doesNotHaveDuplicates()
        .allMatch(e -> e.origin() == Origin.SYNTHETIC)
        .allMatch(e -> e.agent().equals(option))
        .allMatch(ExampleFilter.DEFAULTS::accepts)
        .noneMatch(e -> e.query().contains("{"));
    assertThat(ModalityExample.count(made).successRate()).isNull();
  }

  /** The seed's program draws without a seed. */
  @Test
  void theSameSeedMakesTheSameAndMoreBeginWithFewer() {
    SyntheticQueries queries = new SyntheticQueries(Modality.VIDEO, MinedContent.of(TEXTS, NOW));
    List<ModalityExample> hundred = queries.make(100, "video", 7);
    assertThat(queries.make(100, "video", 7)).isEqualTo(hundred);
    assertThat(queries.make(40, "video", 7)).isEqualTo(hundred.subList(0, 40));
    assertThat(queries.make(100, "video", 8)).isNotEqualTo(hundred);
  }

  @Test
  void namesAndTimesComeWithTheirProbabilities() {
    List<String> topics = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      topics.add("topic number " + i);
    }
    MinedContent content = new MinedContent(topics, List.of("Curie"), List.of("recent"));
    SyntheticQueries queries = new SyntheticQueries(Modality.DOCUMENT, content);
    assertThat(queries.capacity()).isEqualTo(2000);
    List<ModalityExample> made = queries.make(400, "document_agent", 1);
    assertThat(made.stream().filter(e -> e.query().contains(" with Curie")))
        .hasSizeBetween(90, 160);
    assertThat(made.stream().filter(e -> e.query().contains(", recent"))).hasSizeBetween(130, 210);
    assertThat(made).anyMatch(e -> e.query().endsWith(", recent?"));
  }

  @Test
  void thereAreNoMoreThanThereAre() {
    SyntheticQueries queries = new SyntheticQueries(Modality.AUDIO, MinedContent.NONE);
    assertThat(queries.make(5000, "audio", 1)).hasSize(100);
    assertThat(queries.make(0, "audio", 1)).isEmpty();
    assertThatThrownBy(() -> queries.make(-1, "audio", 1)).hasMessageContaining("-1 were asked");
  }
}

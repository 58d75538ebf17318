package dev.tracewise.learn.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryShapeTest {
  @ParameterizedTest(name = "\"{0}\"")
  @CsvSource({
    "PyTorch tutorial, false",
    "learn about TensorFlow, true",
    "what should I watch, false",
    "Stop. Show me more, false",
    "the talk of \"Marie Curie\", true",
    "lower case only, false",
    "'', false",
  })
  void whatIsNamedIsASpecificEntity(String query, boolean expected) {
    assertThat(QueryShape.of(query).specificEntity()).isEqualTo(expected);
  }

  @Test
  void lengthIsInWordsAndQuestionsHaveTheirMark() {
    assertThat(QueryShape.of("show me a tutorial on machine learning"))
        .isEqualTo(new QueryShape(7, false, false));
    assertThat(QueryShape.of("  why\u00a0so?  ").question()).isTrue();
    assertThat(QueryShape.of("为什么？")).isEqualTo(new QueryShape(1, true, false));
    assertThat(QueryShape.of(" \n ").length()).isZero();
  }

  @Test
  void aMegabyteOfTextIsNoTrouble() {
    String text = "word Word ".repeat(105_000);
    assertThat(QueryShape.of(text)).isEqualTo(new QueryShape(210_000, false, true));
    assertThat(QueryShape.of("(\"'".repeat(350_000)).specificEntity()).isFalse();
    assertThat(Phrase.inflected("how to").occursIn(Words.of(text))).isFalse();
  }
}

package dev.tracewise.learn.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PhraseTest {
  private static final List<String> ALPHABET =
      List.of(
          "or",
          "how",
          "to",
          "summary",
          "summaries",
          "box",
          "boxes",
          "s",
          "es",
          "\u212A",
          "k",
          "İ",
          "ß",
          "é",
          "7",
          "\uD835\uDFD7",
          " ",
          "  ",
          "-",
          ".",
          "'",
          "\n",
          "OR",
          "How",
          "x");
  private static final List<Phrase> PHRASES =
      List.of(
          Phrase.exact("or"),
          Phrase.exact("k"),
          Phrase.exact("i"),
          Phrase.inflected("how to"),
          Phrase.inflected("summary"),
          Phrase.inflected("box"),
          Phrase.exact("é 7"));

  @Test
  void wholeWordsAreFoundAndPartsOfWordsAreNot() {
    assertThat(occurs(Phrase.exact("or"), "a tutorial for pandas")).isFalse();
    assertThat(occurs(Phrase.exact("and"), "a tutorial for pandas")).isFalse();
    assertThat(occurs(Phrase.exact("or"), "videos, or documents")).isTrue();
    assertThat(occurs(Phrase.exact("as well as"), "audio as  well-as video")).isTrue();
    assertThat(occurs(Phrase.exact("as well as"), "audio as well video")).isFalse();
  }

  @Test
  void inflectedPhrasesCountInThePluralAndTheThirdPerson() {
    assertThat(occurs(Phrase.inflected("video"), "show me Videos")).isTrue();
    assertThat(occurs(Phrase.inflected("watch"), "who watches this")).isTrue();
    assertThat(occurs(Phrase.inflected("summary"), "two summaries")).isTrue();
    assertThat(occurs(Phrase.exact("video"), "show me videos")).isFalse();
    assertThat(occurs(Phrase.inflected("see"), "seed and seeing")).isFalse();
  }

  @Test
  void theRegularExpressionAgreesWithTheRuleOnAnyText() {
    SplittableRandom random = new SplittableRandom(1);
    int found = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int part = random.nextInt(12); part >= 0; part--) {
        text.append(ALPHABET.get(random.nextInt(ALPHABET.size())));
      }
      Phrase phrase = PHRASES.get(random.nextInt(PHRASES.size()));
      boolean byRule = occurs(phrase, text.toString());
      boolean byExpression = Pattern.compile(phrase.regex()).matcher(text).find();
      assertThat(byExpression).as("%s in '%s'", phrase, text).isEqualTo(byRule);
      found += byRule ? 1 : 0;
    }
    assertThat(found).isBetween(500, 19_500);
  }

  @Test
  void aPhraseHasAWord() {
    assertThatThrownBy(() -> Phrase.exact(" -- "))
        .hasMessageContaining("it has no letter and no digit");
    assertThat(Phrase.exact("As Well-As").text()).isEqualTo("as well as");
  }

  private static boolean occurs(Phrase phrase, String text) {
    return phrase.occursIn(Words.of(text));
  }
}

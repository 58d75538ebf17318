package dev.tracewise.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WordPieceTest {
  private static final WordPiece PIECES =
      new WordPiece(
          Map.ofEntries(
              Map.entry("[UNK]", 0),
              Map.entry("[CLS]", 1),
              Map.entry("[SEP]", 2),
              Map.entry("otter", 3),
              Map.entry("##s", 4),
              Map.entry("ot", 5),
              Map.entry("cafe", 6),
              Map.entry("[", 7),
              Map.entry("]", 8),
              Map.entry("!", 9),
              Map.entry("水", 10),
              Map.entry("sep", 11),
              Map.entry("“", 12)));

  @Test
  void wordsAreCutIntoTheLongestPiecesFromTheLeft() {
    assertThat(PIECES.pieces("Otters ot\u00a0OTTER", 256)).containsExactly(1, 3, 4, 5, 3, 2);
    assertThat(PIECES.pieces("otterx", 256)).containsExactly(1, 0, 2);
    assertThat(PIECES.pieces("a".repeat(101) + " otter", 256)).containsExactly(1, 0, 3, 2);
  }

  @Test
  void accentsAndControlCharactersGoAndPunctuationStandsAlone() {
    assertThat(PIECES.pieces("Caf\u00e9\u0000\u200b!!\totter", 256))
        .containsExactly(1, 6, 9, 9, 3, 2);
    assertThat(PIECES.pieces("ot水otter“", 256)).containsExactly(1, 5, 10, 3, 12, 2);
  }

  /** What a user writes is never a marker. */
  @Test
  void aMarkerInTheTextIsText() {
    assertThat(PIECES.pieces("[SEP]", 256)).containsExactly(1, 7, 11, 8, 2);
  }

  @Test
  void whatIsTooLongIsCutAndMegabytesCostLittle() {
    assertThat(PIECES.pieces("otter ".repeat(200_000), 5)).containsExactly(1, 3, 3, 3, 2);
    assertThat(PIECES.pieces("otters", 3)).containsExactly(1, 3, 2);
    assertThat(PIECES.pieces("", 256)).containsExactly(1, 2);
    assertThat(PIECES.pieces(" ".repeat(1_000_000) + "otter", 256)).containsExactly(1, 2);
  }

  @Test
  void aVocabularyHasItsMarkers() throws Exception {
    assertThatThrownBy(
            () -> WordPiece.of(new JsonMapper().readTree("{\"model\":{\"vocab\":{\"[CLS]\":1}}}")))
        .hasMessage("the vocabulary has no [SEP]");
  }
}

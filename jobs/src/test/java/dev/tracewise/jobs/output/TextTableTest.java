package dev.tracewise.jobs.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {
  @Test
  void numbersStandToTheRightAndTextToTheLeft() {
    assertThat(TextTable.of("name", "rows").row("a", 5).row("long name", 1200).lines())
        .containsExactly("name       rows", "a             5", "long name  1200");
  }

  @Test
  void fractionsHaveFourDigitsAndMissingCellsAreEmpty() {
    assertThat(TextTable.of("x", "y").row(1 / 3.0, null).row(2.0, "z").lines())
        .containsExactly("     x  y", "0.3333", "   2.0  z");
  }

  @Test
  void verySmallAndVeryLargeNumbersAreReadable() {
    assertThat(TextTable.of("x").row(1.234e-7).row(1.5e12 + 0.5).lines())
        .containsExactly("        x", "1.234e-07", "1.500e+12");
  }

  @Test
  void longCellsAreCutAndLineEndsAreBlanks() {
    List<String> lines = TextTable.of("x").row("a\nb").row("y".repeat(200)).lines();

    assertThat(lines.get(1)).isEqualTo("a b");
    assertThat(lines.get(2)).hasSize(100).endsWith("…");
  }

  @Test
  void aRowOfAnotherLengthIsRefused() {
    assertThatThrownBy(() -> TextTable.of("a", "b").row(1))
        .hasMessage("1 cells for 2 columns [a, b]");
  }

  @Test
  void csvQuotesWhatItMust() {
    assertThat(Csv.line(List.of("a", "b,c", "d\"e", 1.5))).isEqualTo("a,\"b,c\",\"d\"\"e\",1.5");
  }

  /** Names come from logs that anybody may have written. */
  @Test
  void whatATerminalOrAShellWouldObeyIsShownAndNotObeyed() {
    String name = "x\u001b[31m\nnext: \u202eboom";
    assertThat(TextTable.of("agent").row(name).lines())
        .containsExactly("agent", "x\ufffd[31m next: \ufffdboom");
    assertThat(new Page().line("one\n\ttwo\u0007\u009b").withoutHints())
        .containsExactly("one\n\ttwo\ufffd\ufffd");
    assertThat(
            new Page()
                .next("tracewise optimize policy", "--agent", "it's $(date)\nnext: sh")
                .next("tracewise status")
                .lines(List.of("--warehouse", "my tables")))
        .containsExactly(
            "",
            "next: tracewise optimize policy --agent 'it'\\''s $(date) next: sh'"
                + " --warehouse 'my tables'",
            "next: tracewise status --warehouse 'my tables'");
    assertThat(Printable.word("")).isEqualTo("''");
  }

  @Test
  void hintsComeLast() {
    Page page = new Page().next("do it").line("one").table(TextTable.of("x"), "none");

    assertThat(page.lines(List.of())).containsExactly("one", "none", "", "next: do it");
    assertThat(new Page().next("tracewise status").lines(List.of("--warehouse", "w")))
        .containsExactly("", "next: tracewise status --warehouse w");
    assertThat(page.withoutHints()).containsExactly("one", "none");
  }
}

package dev.tracewise.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ReadingFuzzTest {
  private static final String[] PIECES = {
    "{",
    "}",
    "[",
    "]",
    "\"",
    ",",
    ":",
    "\n",
    "\\",
    "null",
    "1e999",
    "-1",
    "\"\"",
    "true",
    "\u0000",
    "\uD83D\uDE00",
    "[[",
    "NaN",
    "\"options\":7,",
    "\"time\":0,",
    "\r\n"
  };

  @Test
  void mutatedFilesNeverThrowAndNeverLoseTheLastGoodLine() {
    SplittableRandom random = new SplittableRandom(42);
    for (int round = 0; round < 3000; round++) {
      String spoiled = mutated(Lines.DECISION + "\n" + Lines.FEEDBACK, random);
      String file = Lines.decision("x") + "\n" + spoiled + "\n" + Lines.decision("last");

      List<String> outline = Lines.outline(Lines.read(file));

      assertThat(outline).as(file).first().isEqualTo("1:x");
      assertThat(outline).as(file).last().asString().endsWith(":last");
    }
  }

  @Test
  void mutatedBytesNeverThrow() {
    SplittableRandom random = new SplittableRandom(7);
    for (int round = 0; round < 3000; round++) {
      byte[] file =
          mutated("[" + Lines.DECISION + ",\n" + Lines.FEEDBACK + "]", random)
              .getBytes(StandardCharsets.UTF_8);
      byte[] bytes = random.nextBoolean() ? Lines.gzip(file) : file;
      for (int i = random.nextInt(4); i > 0; i--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }

      assertThat(Lines.read(bytes)).allSatisfy(reading -> assertThat(reading.line()).isPositive());
    }
  }

  private static String mutated(String text, SplittableRandom random) {
    StringBuilder mutated = new StringBuilder(text);
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      int at = random.nextInt(mutated.length());
      switch (random.nextInt(3)) {
        case 0 -> mutated.insert(at, PIECES[random.nextInt(PIECES.length)]);
        case 1 -> mutated.delete(at, Math.min(mutated.length(), at + 1 + random.nextInt(9)));
        default -> mutated.setCharAt(at, PIECES[random.nextInt(PIECES.length)].charAt(0));
      }
    }
    return mutated.toString();
  }
}

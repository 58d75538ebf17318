package dev.tracewise.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tracewise.model.Hashes;
import dev.tracewise.model.Rejection;
import dev.tracewise.source.RecordOrigin.TenantField;
import dev.tracewise.source.RecordReader.Reader;
import dev.tracewise.source.RecordReader.Tenancy;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordReaderTest {
  private static final String A = Lines.decision("a");
  private static final String B = Lines.decision("b");
  private static final String C = Lines.decision("c");

  @Test
  void readsJsonLinesWithTheirNumbers() {
    assertThat(outline("\uFEFF" + A + "\r\n\n  \n" + B + "\n" + C))
        .containsExactly("1:a", "4:b", "5:c");
  }

  @Test
  void positionsCountTheRecordsOfAFile() {
    assertThat(Lines.read(A + B + "\n" + C))
        .extracting(Reading::position)
        .containsExactly(0L, 1L, 2L);
  }

  @Test
  void aBadLineSpoilsOnlyItself() {
    assertThat(outline(A + "\n{\"interaction_id\":\n" + B + "\nnonsense\n" + C + "\n"))
        .containsExactly("1:a", "2:bad_json", "3:b", "4:bad_json", "5:c");
  }

  @Test
  void aBadFirstLineSpoilsOnlyItself() {
    assertThat(outline("{\"interaction_id\":\"x\n" + A + "\n" + B + "\n"))
        .containsExactly("1:bad_json", "2:a", "3:b");
    assertThat(outline("oops\n" + A)).containsExactly("1:bad_json", "2:a");
  }

  @Test
  void readsDocumentsOverManyLines() {
    String pretty = Lines.json(A).toPrettyString();

    assertThat(outline(pretty + "\n" + B + "\n" + pretty)).hasSize(3).startsWith("1:a");
  }

  @Test
  void streamsTheElementsOfATopLevelArray() {
    assertThat(outline("[" + A + ",\n" + B + "\n , " + C + "]\n" + A))
        .containsExactly("1:a", "2:b", "3:c", "4:a");
  }

  @Test
  void readsValuesWithoutAnySeparator() {
    assertThat(outline(A + B + " " + C)).containsExactly("1:a", "1:b", "1:c");
  }

  @Test
  void anArrayOnALineOfJsonLinesIsOpened() {
    assertThat(outline(A + "\n[" + B + "," + C + "]\n")).containsExactly("1:a", "2:b", "2:c");
  }

  @Test
  void aBrokenElementSpoilsOnlyItself() {
    String text = "[\n  " + A + ",\n  {\"x\": [1}, 2},\n  " + B + "\n]\n";

    assertThat(outline(text)).containsExactly("2:a", "3:bad_json", "4:b");
  }

  @Test
  void anArrayThatDoesNotEndKeepsItsElements() {
    assertThat(outline("[" + A + ",\n" + B)).containsExactly("1:a", "2:b", "2:truncated");
    assertThat(outline("[" + A + ",\n" + B.substring(0, 40))).containsExactly("1:a", "2:truncated");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", " \r\n\t", "\uFEFF", "[]", "[\n]"})
  void emptyFilesAreFine(String text) {
    assertThat(Lines.read(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"17", "true", "\"a, b] c\"", "[[1,2]]", "{}", "{\"a\":1}", "[3]"})
  void whatFitsNoFormatIsAnUnknownShape(String text) {
    assertThat(Lines.read(text))
        .isNotEmpty()
        .allSatisfy(
            reading ->
                assertThat(((Rejection) reading.parsed()).reason()).isEqualTo("unknown_shape"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"# notes", "{'a':1}", "{\"a\":NaN}", "}", "]", "\"open", "{\"a\":1]"})
  void whatIsNotJsonSaysSo(String text) {
    assertThat(Lines.read(text))
        .first()
        .satisfies(
            reading ->
                assertThat(((Rejection) reading.parsed()).reason()).isIn("bad_json", "truncated"));
  }

  @Test
  void aRecordThatIsTooLongIsSkippedAndHashedWhole() {
    String longLine = "{\"interaction_id\":\"" + "x".repeat(1_000_000) + "\"}";
    List<Reading> readings = Lines.read(A + "\n" + longLine + "\n" + B);

    assertThat(Lines.outline(readings)).containsExactly("1:a", "2:too_long", "3:b");
    Rejection rejection = (Rejection) readings.get(1).parsed();
    assertThat(rejection.recordSha256())
        .isEqualTo(Hashes.sha256(longLine.getBytes(StandardCharsets.UTF_8)));
    assertThat(rejection.raw()).isEqualTo(longLine.substring(0, 64));
    assertThat(rejection.detail()).contains("1000021 bytes").contains("100000");
    assertThat(outline("[" + longLine + "," + A + "]")).containsExactly("1:too_long", "1:a");
  }

  @Test
  void twoHundredMegabytesInALineAreNeverHeld() {
    byte[] mebibyte = "x".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
    List<InputStream> parts = new ArrayList<>();
    parts.add(bytes(A + "\n{\"a\":\""));
    for (int i = 0; i < 200; i++) {
      parts.add(new ByteArrayInputStream(mebibyte));
    }
    parts.add(bytes("\"}\n" + B));
    InputStream file = new SequenceInputStream(Collections.enumeration(parts));

    assertThat(
            Lines.outline(
                Lines.read(Lines.reader(IngestSettings.DEFAULT), FileSplit.whole("f"), file)))
        .containsExactly("1:a", "2:too_long", "3:b");
  }

  @Test
  void aRecordAsLongAsTheLimitIsRead() {
    int limit = A.length();
    Reader exact = Lines.reader(new IngestSettings(limit, 10, 1));
    Reader below = Lines.reader(new IngestSettings(limit - 1, 10, 1));

    assertThat(Lines.outline(Lines.read(exact, FileSplit.whole("f"), bytes(A))))
        .containsExactly("1:a");
    assertThat(Lines.outline(Lines.read(below, FileSplit.whole("f"), bytes(A))))
        .containsExactly("1:too_long");
  }

  @Test
  void deepNestingIsRefused() {
    String deep = "{\"interaction_id\":" + "[".repeat(5000) + "]".repeat(5000) + "}";

    assertThat(outline(A + "\n" + deep + "\n" + B)).containsExactly("1:a", "2:too_deep", "3:b");
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() throws Exception {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write((A + "\n{\"interaction_id\":\"").getBytes(StandardCharsets.UTF_8));
    file.write(0xC3);
    file.write(("\"}\n" + B.replace("router", "\uFFFD")).getBytes(StandardCharsets.UTF_8));

    assertThat(Lines.outline(Lines.read(file.toByteArray())))
        .containsExactly("1:a", "2:bad_encoding", "3:b");
  }

  @Test
  void gzipIsKnownByItsContentAndMayHaveManyMembers() throws Exception {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(Lines.gzip((A + "\n").getBytes(StandardCharsets.UTF_8)));
    file.write(Lines.gzip((B + "\n").getBytes(StandardCharsets.UTF_8)));

    assertThat(Lines.outline(Lines.read(file.toByteArray()))).containsExactly("1:a", "2:b");
  }

  @Test
  void truncatedGzipKeepsWhatCameBefore() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 5000; i++) {
      text.append(Lines.decision(Hashes.sha256("" + i))).append('\n');
    }
    byte[] whole = Lines.gzip(text.toString().getBytes(StandardCharsets.UTF_8));

    List<Reading> readings = Lines.read(Arrays.copyOf(whole, whole.length / 2));

    assertThat(readings).hasSizeBetween(1000, 4000);
    List<String> outline = Lines.outline(readings);
    assertThat(outline.subList(0, outline.size() - 1))
        .noneMatch(name -> name.endsWith("truncated"));
    assertThat(outline.get(outline.size() - 1)).endsWith(":truncated");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5, 12, 40})
  void gzipThatEndsAtOnceIsTruncated(int length) {
    byte[] whole = Lines.gzip((A + "\n").getBytes(StandardCharsets.UTF_8));

    assertThat(Lines.outline(Lines.read(Arrays.copyOf(whole, length))))
        .last()
        .asString()
        .endsWith("truncated");
  }

  @Test
  void damagedGzipIsRefused() {
    byte[] whole = Lines.gzip((A + "\n").getBytes(StandardCharsets.UTF_8));
    whole[2] = 77;

    assertThat(Lines.outline(Lines.read(whole))).containsExactly("1:corrupt");
  }

  @Test
  void aDocumentOfGzipIsReadToo() {
    byte[] whole = Lines.gzip(Lines.json(A).toPrettyString().getBytes(StandardCharsets.UTF_8));

    assertThat(Lines.outline(Lines.read(whole))).containsExactly("1:a");
    assertThat(Lines.outline(Lines.read(Arrays.copyOf(whole, whole.length - 30))))
        .containsExactly("1:truncated");
  }

  @Test
  void anyCutOfAFileGivesTheSameLines() {
    String text = "\uFEFF" + A + "\n\n" + B + "\r\n{bad\n" + C + "\n" + A;
    byte[] file = text.getBytes(StandardCharsets.UTF_8);
    List<String> whole = outline(text);

    for (int size = 1; size <= file.length; size++) {
      List<String> pieces = new ArrayList<>();
      for (int start = 0; start < file.length; start += size) {
        pieces.addAll(piece(file, start, Math.min(size, file.length - start)));
      }
      assertThat(pieces).as("pieces of %d bytes", size).isEqualTo(whole);
    }
  }

  @Test
  void aForcedFormatReadsWhatItDoesNotRecognise() {
    List<RecordFormat> formats =
        List.of(new DecisionFormat(Lines.CLOCK), new FeedbackFormat(Lines.CLOCK));
    Reader reader =
        new Reader(
            FormatDetector.only("feedback", formats),
            new Tenancy("acme", TenantField.MUST_AGREE),
            Lines.SMALL);

    assertThat(Lines.outline(Lines.read(reader, FileSplit.whole("f"), bytes(A))))
        .containsExactly("1:missing_field");
    assertThatThrownBy(() -> FormatDetector.only("csv", formats))
        .hasMessageContaining("Cannot read the files as \"csv\"")
        .hasMessageContaining("auto, decisions, feedback");
  }

  private static List<String> piece(byte[] file, int start, int length) {
    int from = Math.max(0, start - 1);
    long feeds = 0;
    for (int i = 0; i < start; i++) {
      feeds += file[i] == '\n' ? 1 : 0;
    }
    InputStream in = new ByteArrayInputStream(file, from, file.length - from);
    return Lines.outline(Lines.read(Lines.reader(), new FileSplit("f", start, length, feeds), in));
  }

  private static List<String> outline(String text) {
    return Lines.outline(Lines.read(text));
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}

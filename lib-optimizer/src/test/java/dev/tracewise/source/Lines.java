package dev.tracewise.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tracewise.model.Decision;
import dev.tracewise.model.Parsed;
import dev.tracewise.model.Rejection;
import dev.tracewise.source.RecordOrigin.TenantField;
import dev.tracewise.source.RecordReader.Reader;
import dev.tracewise.source.RecordReader.Tenancy;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Lines to read in tests, and what reads them. */
final class Lines {
  static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-01T00:00:00Z"), ZoneOffset.UTC);
  static final RecordOrigin ORIGIN =
      new RecordOrigin("acme", TenantField.MUST_AGREE, "file.jsonl", 7);
  static final IngestSettings SMALL = new IngestSettings(100_000, 64, 1 << 20);
  static final String DECISION =
      """
      {"interaction_id":"i-1","time":"2026-10-01T12:00:00Z","agent_id":"router",\
      "options":["a","b"],"chosen":"a","propensity":0.7}\
      """;
  static final String FEEDBACK =
      """
      {"target":{"interaction_id":"i-1"},"time":"2026-10-01T12:00:00Z","type":"thumbs",\
      "score":1}\
      """;

  private Lines() {}

  static Reader reader() {
    return reader(SMALL);
  }

  static Reader reader(IngestSettings settings) {
    FormatDetector detector =
        FormatDetector.among(List.of(new DecisionFormat(CLOCK), new FeedbackFormat(CLOCK)));
    return new Reader(detector, new Tenancy("acme", TenantField.MUST_AGREE), settings);
  }

  static String decision(String id) {
    return DECISION.replace("i-1", id);
  }

  static JsonNode json(String text) {
    try {
      return JsonValues.one(text);
    } catch (InvalidRecord e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  static Parsed decisionLine(String text) {
    return new DecisionFormat(CLOCK).read(json(text), ORIGIN).get(0);
  }

  static Parsed feedbackLine(String text) {
    return new FeedbackFormat(CLOCK).read(json(text), ORIGIN).get(0);
  }

  static List<Reading> read(String text) {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  static List<Reading> read(byte[] bytes) {
    return read(reader(), FileSplit.whole("file.jsonl"), new ByteArrayInputStream(bytes));
  }

  static List<Reading> read(Reader how, FileSplit split, InputStream in) {
    List<Reading> readings = new ArrayList<>();
    try (RecordReader reader = how.open(split, in)) {
      for (Reading next = reader.next(); next != null; next = reader.next()) {
        readings.add(next);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return readings;
  }

  static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** Each record as {@code line:id} or {@code line:reason}. */
  static List<String> outline(List<Reading> readings) {
    return readings.stream().map(r -> r.line() + ":" + name(r.parsed())).toList();
  }

  private static String name(Parsed parsed) {
    if (parsed instanceof Rejection rejection) {
      return rejection.reason();
    }
    if (parsed instanceof Decision decision) {
      return decision.interactionId();
    }
    return parsed.getClass().getSimpleName();
  }
}

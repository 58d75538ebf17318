package dev.tracewise.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tracewise.model.Parsed;
import dev.tracewise.model.Rejection;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of one file, or of one piece of a file, in their order. What cannot be read
 * comes as a {@link Rejection}; only a failing disk or network is an exception.
 */
public final class RecordReader implements Closeable {
  private static final int MAX_NESTED = 1_000_000;
  private static final Problem UNKNOWN =
      new Problem("unknown_shape", null, "The value fits none of the known formats.");

  private final ByteReader bytes;
  private final RecordScanner scanner;
  private final FormatDetector detector;
  private final Tenancy tenancy;
  private final String source;
  private final IngestSettings settings;
  private final Deque<Reading> ready = new ArrayDeque<>();
  private long position;
  private boolean damageReported;

  private RecordReader(ByteReader bytes, RecordScanner scanner, Reader reader, FileSplit split) {
    this.bytes = bytes;
    this.scanner = scanner;
    this.detector = reader.detector();
    this.tenancy = reader.tenancy();
    this.settings = reader.settings();
    this.source = split.uri();
  }

  /**
   * For whom records are read.
   *
   * @param tenantId tenant of the job
   * @param field what a tenant that a record names is worth
   */
  public record Tenancy(String tenantId, RecordOrigin.TenantField field) {}

  /**
   * How files are read.
   *
   * @param detector tells the formats apart
   * @param tenancy for whom
   * @param settings limits
   */
  public record Reader(FormatDetector detector, Tenancy tenancy, IngestSettings settings) {
    /**
     * Opens a file or a piece of one.
     *
     * @param split what to read
     * @param in the bytes of the file: from its beginning where {@code split.start()} is 0, else
     *     from the byte before {@code split.start()}; closed with the reader
     * @throws IOException where the bytes cannot be had
     */
    public RecordReader open(FileSplit split, InputStream in) throws IOException {
      RecordBuffer buffer = new RecordBuffer(settings.maxRecordBytes(), settings.rawCap());
      if (split.isWhole()) {
        ByteReader bytes = ByteReader.open(in);
        skipMark(bytes, bytes.head(Layout.HEAD_BYTES));
        return new RecordReader(bytes, scanner(bytes, buffer), this, split);
      }
      ByteReader bytes = ByteReader.plain(in);
      long left = startOfLine(bytes, split);
      return new RecordReader(bytes, new LineScanner(bytes, buffer, left), this, split);
    }

    private static RecordScanner scanner(ByteReader bytes, RecordBuffer buffer) throws IOException {
      return Layout.of(bytes.head(Layout.HEAD_BYTES)) == Layout.LINES
          ? new LineScanner(bytes, buffer, Long.MAX_VALUE)
          : new ValueScanner(bytes, buffer);
    }

    private static long startOfLine(ByteReader bytes, FileSplit split) throws IOException {
      if (split.start() == 0) {
        byte[] head = bytes.head(3);
        return Math.max(1, split.length() - skipMark(bytes, head));
      }
      bytes.startAtLine(split.lineFeedsBefore() + 1);
      int before = bytes.read();
      if (before == '\n') {
        bytes.startAtLine(split.lineFeedsBefore() + 1);
        return split.length();
      }
      return split.length() - bytes.skipLine();
    }

    private static int skipMark(ByteReader bytes, byte[] head) throws IOException {
      boolean mark =
          head.length >= 3
              && head[0] == (byte) 0xEF
              && head[1] == (byte) 0xBB
              && head[2] == (byte) 0xBF;
      if (!mark) {
        return 0;
      }
      for (int i = 0; i < 3; i++) {
        bytes.read();
      }
      return 3;
    }
  }

  /**
   * The next record, or null after the last.
   *
   * @throws IOException where the bytes cannot be had
   */
  public @Nullable Reading next() throws IOException {
    while (ready.isEmpty()) {
      RawRecord raw = scanner.next();
      if (raw == null) {
        return damage();
      }
      read(raw);
    }
    return ready.poll();
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }

  private void read(RawRecord raw) {
    RecordOrigin origin = origin(raw.line());
    String kept = capped(raw.text());
    if (raw.problem() != null) {
      damageReported |= raw.problem().equals(bytes.damage());
      add(origin, kept, raw.reject(origin, raw.problem()));
      return;
    }
    try {
      for (JsonNode value : JsonValues.all(raw.text())) {
        readValue(value, kept, origin);
      }
    } catch (InvalidRecord e) {
      add(origin, kept, raw.reject(origin, e.problem()));
    }
  }

  private void readValue(JsonNode value, String raw, RecordOrigin origin) {
    Optional<RecordFormat> format = detector.detect(value);
    if (format.isPresent()) {
      List<Parsed> records = format.get().read(value, origin);
      for (Parsed parsed : records) {
        add(origin, raw, parsed);
      }
    } else if (value.isArray() && value.size() < MAX_NESTED) {
      for (JsonNode element : value) {
        readValue(element, raw, origin);
      }
    } else {
      add(origin, raw, Rejections.of(value, origin, UNKNOWN));
    }
  }

  private @Nullable Reading damage() {
    Problem damage = bytes.damage();
    if (damage == null || damageReported) {
      return null;
    }
    damageReported = true;
    RecordOrigin origin = origin(bytes.line());
    add(origin, "", Rejections.ofFile(origin, damage));
    return ready.poll();
  }

  private RecordOrigin origin(long line) {
    return new RecordOrigin(tenancy.tenantId(), tenancy.field(), source, line);
  }

  private void add(RecordOrigin origin, String raw, Parsed parsed) {
    Parsed kept = parsed instanceof Rejection rejection ? capped(rejection) : parsed;
    ready.add(new Reading(origin.line(), position++, kept, raw));
  }

  private String capped(String text) {
    return text.length() <= settings.rawCap() ? text : text.substring(0, settings.rawCap());
  }

  private Rejection capped(Rejection rejection) {
    return rejection.raw().length() <= settings.rawCap()
        ? rejection
        : new Rejection(
            rejection.tenantId(),
            rejection.recordSha256(),
            rejection.source(),
            rejection.line(),
            rejection.reason(),
            rejection.field(),
            rejection.detail(),
            capped(rejection.raw()));
  }
}

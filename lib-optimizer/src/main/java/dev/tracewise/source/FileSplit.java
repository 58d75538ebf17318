package dev.tracewise.source;

import java.io.Serializable;

/**
 * A file, or a piece of a large file of JSON lines. A line belongs to the piece in which it begins.
 *
 * @param uri the file
 * @param start first byte of the piece
 * @param length bytes of the piece; of a whole file {@link #WHOLE}
 * @param lineFeedsBefore line feeds before {@code start}
 */
public record FileSplit(String uri, long start, long length, long lineFeedsBefore)
    implements Serializable {
  /** The length of a file that is not cut. */
  public static final long WHOLE = Long.MAX_VALUE;

  /** The whole file, in whichever layout it is. */
  public static FileSplit whole(String uri) {
    return new FileSplit(uri, 0, WHOLE, 0);
  }

  /** Whether it is a whole file. */
  public boolean isWhole() {
    return length == WHOLE;
  }

  /** The same piece, once the line feeds before it have been counted. */
  public FileSplit after(long lineFeeds) {
    return new FileSplit(uri, start, length, lineFeeds);
  }
}

package dev.tracewise.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineFileTest {
  @TempDir Path folder;

  @Test
  void whatIsWrittenMayBeEditedAndReadAgain() throws IOException {
    Path file = folder.resolve("out.jsonl");
    Files.writeString(folder.resolve(".out.jsonl.crc"), "sums of an earlier version");
    LineFile.write(List.of("a", "b").iterator(), file.toString(), new Configuration());
    assertThat(file).hasContent("a\nb\n");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
    Files.writeString(file, "edited by hand\n");
    assertThat(read(file)).isEqualTo("edited by hand\n");
  }

  @Test
  void aFolderIsNotReplaced() throws IOException {
    Path named = Files.createDirectories(folder.resolve("named"));
    assertThatThrownBy(
            () -> LineFile.write(List.of("a").iterator(), named.toString(), new Configuration()))
        .hasMessageStartingWith("Cannot write " + named + ": it is a folder.");
    assertThat(named).isEmptyDirectory();
  }

  private static String read(Path file) throws IOException {
    FileSystem files = FileSystem.get(URI.create("file:///"), new Configuration());
    try (InputStream in = files.open(new org.apache.hadoop.fs.Path(file.toString()))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

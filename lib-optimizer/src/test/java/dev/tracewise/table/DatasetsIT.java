package dev.tracewise.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tracewise.SparkSupport;
import dev.tracewise.model.Hashes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class DatasetsIT {
  private final Warehouse warehouse = SparkSupport.freshWarehouse();
  private final Datasets datasets = new Datasets(warehouse);

  @Test
  void theHashIsThatOfTheLinesInKeyOrderHoweverTheRowsAreCut() throws Exception {
    Dataset<Row> rows =
        SparkSupport.spark().sql("SELECT id AS k, CAST(NULL AS STRING) AS v FROM range(20)");

    String sha256 = datasets.write("acme", rows, List.of("k"));
    Path file = Path.of(datasets.open("acme", sha256).path().substring("file:".length()));
    Object written = Files.getLastModifiedTime(file);

    assertThat(datasets.write("acme", rows.repartition(7).orderBy("v"), List.of("k")))
        .isEqualTo(sha256);
    assertThat(Files.getLastModifiedTime(file)).isEqualTo(written);
    List<String> lines;
    try (Stream<String> opened = datasets.open("acme", sha256).lines()) {
      lines = opened.toList();
    }
    assertThat(lines).hasSize(20).startsWith("{\"k\":0,\"v\":null}", "{\"k\":1,\"v\":null}");
    assertThat(Hashes.sha256((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(sha256);
    try (Stream<Path> files = Files.list(file.getParent())) {
      assertThat(files.filter(path -> !path.toString().endsWith(".crc"))).hasSize(1);
    }
  }

  @Test
  void itOpensOnExecutorsAndAMissingOneIsAnError() {
    String sha256 = datasets.write("acme", SparkSupport.spark().range(3).toDF("k"), List.of("k"));
    DatasetFile file = datasets.open("acme", sha256);

    MapFunction<Long, Long> count =
        ignored -> {
          try (Stream<String> lines = file.lines()) {
            return lines.count();
          }
        };
    assertThat(SparkSupport.spark().range(2).map(count, Encoders.LONG()).collectAsList())
        .containsExactly(3L, 3L);
    assertThatThrownBy(() -> datasets.open("other", sha256).lines())
        .hasMessageContaining("Cannot read training set");
  }
}

package dev.tracewise.action.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tracewise.SparkSupport;
import dev.tracewise.learn.data.DataSummary;
import dev.tracewise.learn.data.TimedText;
import dev.tracewise.learn.data.TrainingRow;
import dev.tracewise.learn.data.TrainingRow.Part;
import dev.tracewise.learn.modality.ModalityExample.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import scala.jdk.javaapi.CollectionConverters;

class DataCensusIT {
  private static final StructType SCHEMA =
      new StructType()
          .add(DataCensus.PART, DataTypes.StringType)
          .add(DataCensus.FOLD, DataTypes.IntegerType)
          .add(DataCensus.COPY, DataTypes.LongType)
          .add(DataCensus.CONTENT, DataTypes.LongType)
          .add(DataCensus.GROUP, DataTypes.StringType)
          .add(DataCensus.LABEL, DataTypes.StringType)
          .add(DataCensus.WORDS, DataTypes.IntegerType)
          .add(
              DataCensus.BINS, DataTypes.createMapType(DataTypes.StringType, DataTypes.StringType));

  private final SparkSession spark = SparkSupport.spark();
  private final List<Row> rows = new ArrayList<>();
  private final List<TrainingRow> inMemory = new ArrayList<>();

  private void add(int fold, long copy, long content, String group, String label, int words) {
    Map<String, String> bins = words == 1 ? Map.of() : Map.of("confidence", "0.5");
    Map<String, String> watched = new HashMap<>(bins);
    watched.put("label", label);
    watched.put("not known", null);
    rows.add(
        RowFactory.create(
            "text",
            fold,
            copy,
            content,
            group,
            label,
            words,
            CollectionConverters.asScala(watched)));
    inMemory.add(
        new TrainingRow(
            "" + copy, "" + content, group, label, words, bins, Part.TRAINING, Origin.REAL));
  }

  @Test
  void oneAggregationCountsWhatRowsInMemoryCount() {
    add(0, 1, 1, "a", "0", 5);
    add(1, 1, 1, "b", "0", 5);
    add(0, 2, 2, "a", "1", 1);
    add(0, 3, 2, "a", "0", 0);
    add(2, 4, 2, "c", "1", 2);
    add(3, 5, 3, "c", "1", 9);
    rows.add(RowFactory.create("video", 0, 1L, 1L, "z", null, 4, null));

    Map<String, DataSummary> counted = DataCensus.of(spark.createDataFrame(rows, SCHEMA));

    assertThat(counted).containsOnlyKeys("text", "video");
    DataSummary text = counted.get("text");
    DataSummary expected = DataSummary.of(inMemory);
    assertThat(text.trainingRows()).isEqualTo(expected.trainingRows()).isEqualTo(6);
    assertThat(text.duplicateRows()).isEqualTo(expected.duplicateRows()).isEqualTo(1);
    assertThat(text.conflictingRows()).isEqualTo(expected.conflictingRows()).isEqualTo(2);
    assertThat(text.shortRows()).isEqualTo(expected.shortRows()).isEqualTo(2);
    assertThat(text.labels()).isEqualTo(expected.labels());
    assertThat(text.distributions().get("confidence"))
        .isEqualTo(expected.distributions().get("confidence"));
    assertThat(text.heldOutRows()).isEqualTo(6);
    assertThat(text.sharedContentRows()).isEqualTo(2);
    assertThat(text.sharedGroups()).isEqualTo(1);
    assertThat(counted.get("video").labels()).isEmpty();
    assertThat(counted.get("video").trainingRows()).isEqualTo(1);
  }

  @Test
  void contentIsJsonLinesOrATable() throws IOException {
    Path folder = SparkSupport.freshFolder("content");
    Path lines =
        Files.writeString(
            folder.resolve("content.jsonl"),
            "{\"title\":\"River otters\",\"time\":\"2026-10-01T00:00:00Z\"}\n"
                + "{\"text\":\"Old maps\"}\n{\"name\":\"neither\"}\nno json\n");
    assertThat(ContentTexts.of(spark, lines.toString(), "acme"))
        .containsExactly(
            new TimedText("River otters", Instant.parse("2026-10-01T00:00:00Z")),
            new TimedText("Old maps", null));

    String table = folder.resolve("table").toString();
    spark
        .sql("SELECT 'acme' AS tenant_id, 'Sea otters' AS text UNION ALL SELECT 'other', 'Cats'")
        .write()
        .format("delta")
        .save(table);
    assertThat(ContentTexts.of(spark, table, "acme"))
        .containsExactly(new TimedText("Sea otters", null));

    Path empty = Files.writeString(folder.resolve("empty.jsonl"), "{\"name\":\"neither\"}\n");
    assertThatThrownBy(() -> ContentTexts.of(spark, empty.toString(), "acme"))
        .hasMessageContaining("no row of it has a title or a text");
    assertThatThrownBy(() -> ContentTexts.of(spark, folder + "/missing", "acme"))
        .hasMessageContaining("it cannot be read");
  }
}

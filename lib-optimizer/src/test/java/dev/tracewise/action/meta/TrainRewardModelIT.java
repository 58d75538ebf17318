package dev.tracewise.action.meta;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tracewise.action.ActivateVersion;
import dev.tracewise.action.ApplyRewardModel;
import dev.tracewise.action.ExportVersion;
import dev.tracewise.action.TrainPredictor;
import dev.tracewise.action.TrainPredictor.Trained;
import dev.tracewise.learn.booster.Interaction;
import dev.tracewise.learn.booster.PredictorDescription;
import dev.tracewise.learn.data.Finding;
import dev.tracewise.llm.MiniLm;
import dev.tracewise.model.Hashes;
import dev.tracewise.model.TracewiseException;
import dev.tracewise.model.VersionKind;
import dev.tracewise.source.IngestSettings;
import dev.tracewise.table.Activator.Cause;
import dev.tracewise.table.ExperiencesTable;
import dev.tracewise.table.PythonEnvironment;
import dev.tracewise.table.QuarantineTable;
import dev.tracewise.table.VectorFiles;
import dev.tracewise.table.VersionReference;
import dev.tracewise.table.VersionRow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The life of a reward model, from judged interactions to predictions. */
@TestMethodOrder(OrderAnnotation.class)
class TrainRewardModelIT extends JudgedAnswers {
  @Test
  @Order(1)
  void eachModalityGetsAVersionWithItsEvidence() {
    List<String> log = lines("text", 240, 0, 1);
    log.addAll(lines("audio", 60, 0, 2));
    log.addAll(lines("video", 8, 0, 3));
    JsonRows.append(WAREHOUSE, ExperiencesTable.DEFINITION, log);

    List<Trained> trained = train("run-1", null);

    assertThat(trained).extracting(Trained::modality).containsExactly("audio", "text", "video");
    Trained text = trained.get(1);
    assertThat(text.status()).isEqualTo("candidate");
    assertThat(text.scope()).isEqualTo("modality/text");
    assertThat(text.rows()).isEqualTo(240);
    assertThat(text.groups()).isEqualTo(120);
    assertThat(text.borrowedRows()).isZero();
    assertThat(text.predicts()).isEqualTo("probability");
    assertThat(text.metrics())
        .containsOnlyKeys("auc", "accuracy", "log_loss", "brier", "calibration_error");
    assertThat(text.metrics().get("auc").low()).isGreaterThan(0.7);
    assertThat(text.evidence().verdict()).isEqualTo("passed");
    assertThat(text.evidence().baseline().name()).isEqualTo("base_rate");
    assertThat(text.importance()).isNotEmpty();
    assertThat(text.data().complaints()).isEmpty();

    Trained audio = trained.get(0);
    assertThat(audio.borrowedRows()).isEqualTo(248);
    assertThat(audio.metrics().get("auc").estimate()).isGreaterThan(0.75);
    assertThat(trained.get(2).status()).isEqualTo("insufficient_data");
    assertThat(trained.get(2).version()).isNull();
    assertThat(trained.get(2).reason()).isEqualTo("it has 8 rows, 20 are needed");

    VersionRow version = version("text", 1);
    assertThat(version.metrics())
        .containsKeys("auc", "auc_low", "auc_high", "log_loss")
        .hasEntrySatisfying("auc", auc -> assertThat(auc).isGreaterThan(0.7));
    assertThat(version.provenance().tableVersions())
        .containsOnlyKeys("experiences", "feedback", "spans");
    assertThat(version.provenance().configuration()).contains("\"workers\":1", "\"threads\":1");
  }

  @Test
  @Order(3)
  @Tag("slow")
  void pythonPredictsTheSameFromTheExport() throws Exception {
    VersionRow version = version("audio", 1);
    Path out = FOLDER.resolve("export");
    ExportVersion.Result exported = new ExportVersion(WAREHOUSE, CLOCK).execute(version, out);
    assertThat(exported.files()).containsExactly("features.json", "model.ubj", "version.json");
    PredictorDescription description =
        PredictorDescription.parse(Files.readString(out.resolve("features.json")));
    assertThat(description.borrowedRows()).isEqualTo(248);

    List<Interaction> interactions = new ArrayList<>();
    ObjectNode expected = JSON.createObjectNode();
    for (int i = 0; i < 40; i++) {
      Interaction interaction = interaction(i % 2 == 0 ? "a kind answer " + i : "no", i);
      interactions.add(interaction);
      double[] row =
          description.interactions().of(interaction, text -> MiniLm.shared().embed(text));
      var array = expected.withArray("rows").addArray();
      for (double value : row) {
        if (Double.isNaN(value)) {
          array.addNull();
        } else {
          array.add(value);
        }
      }
    }
    RewardModel model = RewardModel.read(Files.readAllBytes(out.resolve("model.ubj")));
    for (double reward : model.rewards(interactions)) {
      assertThat(reward).isBetween(0.0, 1.0);
      expected.withArray("rewards").add(reward);
    }
    assertThat(model.rewards(List.of())).isEmpty();
    JSON.writeValue(FOLDER.resolve("expected.json").toFile(), expected);

    PythonEnvironment.Output output =
        PythonEnvironment.of(RESOURCES.resolve("requirements.txt"))
            .run(RESOURCES.resolve("predict.py"), out);
    assertThat(output.text()).contains("40 rows, within 1e-6: True");
  }

  @Test
  @Order(4)
  void whatIsLivePredictsAndTheOthersGetTheMean() throws IOException {
    ActivateVersion activate = new ActivateVersion(WAREHOUSE, CLOCK);
    Cause cause = new Cause("ann", "first");
    assertThat(
            activate
                .execute(version("text", 1), cause, ActivateVersion.Insistence.ON_EVIDENCE)
                .status())
        .isEqualTo("done");
    Path input = FOLDER.resolve("requests.jsonl");
    List<String> requests = new ArrayList<>();
    requests.add(request("a", "text", "here is a kind answer"));
    requests.add(request("b", "text", "no"));
    requests.add(request("c", null, "here is a kind answer"));
    requests.add(request("d", "video", "here is a kind answer"));
    requests.add(request("e", "text", "x").replace("writer", "other"));
    requests.add("{\"interaction_id\":\"f\",\"options\":[\"a\"]}");
    Files.write(input, requests);

    ApplyRewardModel apply = new ApplyRewardModel(WAREHOUSE, IngestSettings.DEFAULT, CLOCK);
    Path output = FOLDER.resolve("rewards.jsonl");
    ApplyRewardModel.Request request =
        new ApplyRewardModel.Request(
            "acme", "writer", null, null, input.toString(), output.toString());
    assertThat(apply.preview(request).rows()).isEqualTo(4);
    ApplyRewardModel.Result result = apply.execute(request);

    assertThat(result.rows()).isEqualTo(4);
    assertThat(result.version()).isEqualTo(1);
    assertThat(result.rule()).isEqualTo("active");
    assertThat(result.quarantined()).isEqualTo(2);
    Dataset<Row> ofOthers =
        WAREHOUSE
            .table(QuarantineTable.DEFINITION)
            .read("acme")
            .where(col("reason").equalTo("wrong_agent"));
    assertThat(ofOthers.head().<String>getAs("raw")).isEqualTo(requests.get(4));
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(output)) {
      lines.add(JSON.readTree(line));
    }
    assertThat(lines)
        .extracting(line -> line.path("interaction_id").asText())
        .containsExactly("a", "b", "c", "d");
    assertThat(reward(lines, 0)).isGreaterThan(reward(lines, 1) + 0.3);
    assertThat(reward(lines, 2)).isEqualTo(reward(lines, 0));
    assertThat(lines.get(3).path("version").isNull()).isTrue();
    assertThat(reward(lines, 3)).isCloseTo(0.5, within(0.1));

    ApplyRewardModel.Request named =
        new ApplyRewardModel.Request(
            "acme",
            "writer",
            null,
            VersionReference.parse("1"),
            input.toString(),
            output.toString());
    assertThatThrownBy(() -> apply.execute(named))
        .isInstanceOf(TracewiseException.class)
        .hasMessageContaining("there are 2")
        .hasMessageContaining("modality/audio/reward_model@1, modality/text/reward_model@1");
  }

  @Test
  @Order(5)
  void aVersionReplacesTheLiveOneOnRowsThatTheLiveOneNeverSaw() throws IOException {
    JsonRows.append(WAREHOUSE, ExperiencesTable.DEFINITION, lines("text", 120, 1000, 4));
    Trained fresh = train("run-2", "text").get(0);
    assertThat(fresh.version()).isEqualTo(2);
    assertThat(fresh.rows()).isEqualTo(360);
    assertThat(fresh.evidence().baseline().name()).isEqualTo("version:1");
    assertThat(fresh.evidence().rows()).isEqualTo(120);
    assertThat(fresh.evidence().groups()).isEqualTo(60);
    assertThat(fresh.data().checks())
        .extracting(Finding::check)
        .contains("class_balance", "drift_label", "drift_words");
    assertThat(fresh.importance().keySet()).anyMatch(name -> name.startsWith("output_embedding_"));
    List<Row> vectors = new VectorFiles(WAREHOUSE, "acme", MiniLm.NAME).read().collectAsList();
    assertThat(vectors).hasSizeGreaterThan(2 * 360);
    String hash = Hashes.sha256("please answer 7".getBytes(StandardCharsets.UTF_8));
    assertThat(vectors)
        .filteredOn(row -> row.getString(0).equals(hash))
        .singleElement()
        .satisfies(
            row ->
                assertThat(TextVectors.vector(row, VectorFiles.VECTOR))
                    .isEqualTo(MiniLm.shared().embed("please answer 7")));
    assertThat(new VectorFiles(WAREHOUSE, "other", MiniLm.NAME).read().isEmpty()).isTrue();

    assertThat(activate(2, ActivateVersion.Insistence.FORCED).status()).isEqualTo("done");
    ActivateVersion.Result rechecked = activate(1, ActivateVersion.Insistence.ON_EVIDENCE);
    assertThat(rechecked.status()).isEqualTo("refused");
    assertThat(rechecked.evidence().method()).isEqualTo("fresh_log_loss");
    assertThat(rechecked.reason())
        .endsWith("the rows that version:2 was not trained on have 0 groups, 30 are needed");
    theLiveVersionEmbedsWhatItPredicts();
  }

  private static void theLiveVersionEmbedsWhatItPredicts() throws IOException {
    Path input = FOLDER.resolve("embedded.jsonl");
    Files.write(input, List.of(seen("a", "here is a kind answer 7"), seen("b", "no 7")));
    Path output = FOLDER.resolve("embedded-rewards.jsonl");
    new ApplyRewardModel(WAREHOUSE, IngestSettings.DEFAULT, CLOCK)
        .execute(
            new ApplyRewardModel.Request(
                "acme", "writer", null, null, input.toString(), output.toString()));
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(output)) {
      lines.add(JSON.readTree(line));
    }
    assertThat(lines).allMatch(line -> line.path("version").asInt() == 2);
    assertThat(reward(lines, 0)).isGreaterThan(reward(lines, 1) + 0.3);
  }

  @Test
  @Order(6)
  void withoutEnoughToLearnFromThereIsNoVersionAndTheReason() {
    assertThat(
            new TrainPredictor(WAREHOUSE, CLOCK)
                .execute(request(VersionKind.REWARD_MODEL, "nobody", null, "run-4")))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.status()).isEqualTo("insufficient_data");
              assertThat(one.reason())
                  .isEqualTo("there are no judged interactions of agent \"nobody\"");
            });
    assertThat(train("run-4", "image").get(0).reason()).isEqualTo("it has 0 rows, 50 are needed");
  }

  @Test
  @Order(7)
  void copiesUnderNewIdsAndWhoContradictsHerselfAreRefused() {
    List<String> faulty = new ArrayList<>();
    for (String line : lines("text", 60, 0, 1)) {
      for (int copy = 0; copy < 3; copy++) {
        String again =
            line.replace("\"interaction_id\":\"text-", "\"interaction_id\":\"" + copy + "-");
        faulty.add(again.replace("acme", "copied"));
        faulty.add(
            again
                .replace("acme", "contrary")
                .replace("12:00:00Z", "12:00:0" + copy + "Z")
                .replaceAll("\"satisfaction\":..", "\"satisfaction\":" + copy % 2 + "."));
      }
    }
    JsonRows.append(WAREHOUSE, ExperiencesTable.DEFINITION, faulty);
    assertThat(ofTenant("copied").data().checks())
        .filteredOn(check -> check.severity() == Finding.Severity.REFUSED)
        .extracting(Finding::check)
        .containsExactly("duplicates");
    assertThat(ofTenant("contrary").reason())
        .contains("have a content that one group labels in several ways");
  }

  private static Trained ofTenant(String tenant) {
    TrainPredictor.Request request = request(VersionKind.REWARD_MODEL, null, null, "run-" + tenant);
    Trained trained =
        new TrainPredictor(WAREHOUSE, CLOCK)
            .execute(
                new TrainPredictor.Request(
                    tenant,
                    request.kind(),
                    null,
                    null,
                    request.settings(),
                    request.rewards(),
                    request.origin()))
            .get(0);
    assertThat(trained.status()).isEqualTo("refused");
    assertThat(trained.version()).isNull();
    return trained;
  }
}

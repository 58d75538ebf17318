package dev.tracewise.learn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tracewise.learn.data.SyntheticSource.Known;
import dev.tracewise.learn.modality.SyntheticSettings;
import dev.tracewise.model.Modality;
import dev.tracewise.model.Option;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SyntheticSourceTest {
  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
  private static final List<Option> SLATE = options("video_search", "summarizer");

  private static List<Option> options(String... names) {
    return Arrays.stream(names).map(Option::named).toList();
  }

  private static LoggedQuery query(Modality modality, String text, Instant time, Option... more) {
    List<Option> options = more.length == 0 ? SLATE : List.of(more);
    return new LoggedQuery(modality, text, time, 0.9, true, options, options.get(0).name());
  }

  private static SyntheticSource source(List<LoggedQuery> log, Modality... modalities) {
    return SyntheticSource.of(
        List.of(modalities), new Known(log, List.of(), List.of()), SyntheticSettings.SEED);
  }

  @Test
  void topicsComeFromTheLogOfTheModality() {
    SyntheticSource source =
        source(
            List.of(
                query(Modality.VIDEO, "videos about quantum mechanics", NOW),
                query(Modality.TEXT, "summarize renaissance painting", NOW)),
            Modality.VIDEO);
    List<SyntheticDecision> made = source.make(12, 7);
    assertThat(made)
        .hasSize(12)
        .doesNotHaveDuplicates()
        .allMatch(each -> each.modality() == Modality.VIDEO)
        .allMatch(each -> each.chosen().equals("video_search"))
        .allMatch(each -> each.options().equals(SLATE))
        .anyMatch(each -> each.query().contains("quantum mechanics"))
        .noneMatch(each -> each.query().contains("renaissance"));
    assertThat(source.make(12, 7)).isEqualTo(made);
    assertThat(source.make(12, 8)).isNotEqualTo(made);
  }

  /** What failed, what the agent was unsure of and what is no sentence is not learned after. */
  @Test
  void onlyGoodQueriesAreMined() {
    List<LoggedQuery> log =
        List.of(
            new LoggedQuery(
                Modality.VIDEO, "show failed experiments", NOW, 0.9, false, SLATE, "summarizer"),
            new LoggedQuery(
                Modality.VIDEO, "show doubtful experiments", NOW, 0.2, true, SLATE, "summarizer"),
            new LoggedQuery(Modality.VIDEO, "short experiments", NOW, null, null, SLATE, "x"),
            new LoggedQuery(Modality.VIDEO, null, NOW, null, true, SLATE, "x"));
    assertThat(source(log, Modality.VIDEO).make(50, 1))
        .hasSize(50)
        .noneMatch(each -> each.query().contains("experiments"));
  }

  @Test
  void onlyOptionsThatTheAgentHasAreUsed() {
    List<LoggedQuery> log =
        List.of(query(Modality.VIDEO, "a b c", NOW, Option.named("left"), Option.named("right")));
    assertThat(source(log, Modality.VIDEO).capacity()).isZero();
    assertThat(source(log, Modality.VIDEO).make(50, 1)).isEmpty();
    assertThat(source(List.of(), Modality.VIDEO).capacity()).isZero();
    SyntheticSettings own = new SyntheticSettings(Map.of("video", "right"));
    SyntheticSource named =
        SyntheticSource.of(List.of(Modality.VIDEO), new Known(log, List.of(), List.of()), own);
    assertThat(named.make(1, 1).get(0).chosen()).isEqualTo("right");
    assertThat(own.option(Modality.AUDIO, List.of("right"))).isEmpty();
  }

  @Test
  void theNewestSlateCounts() {
    Option priced = new Option("video_search", Map.of("price", 2.0));
    List<LoggedQuery> log =
        List.of(
            query(Modality.TEXT, "a b c", NOW, priced, Option.named("other")),
            query(Modality.VIDEO, "a b c", NOW.minusSeconds(9)));
    assertThat(source(log, Modality.VIDEO).make(1, 1).get(0).options()).contains(priced);
  }

  @Test
  void aModalityNeverSeenStartsFromContentAndTheRegisteredOptions() {
    SyntheticSource source =
        SyntheticSource.of(
            List.of(Modality.AUDIO),
            new Known(
                List.of(),
                List.of("audio_analysis", "summarizer"),
                List.of(new TimedText("Migratory birds of Iceland", NOW))),
            SyntheticSettings.SEED);
    assertThat(source.make(30, 3))
        .hasSize(30)
        .allMatch(each -> each.chosen().equals("audio_analysis"))
        .anyMatch(each -> each.query().contains("migratory birds"));
  }

  @Test
  void modalitiesShareEquallyAndWhatOneLacksTheOthersMake() {
    List<LoggedQuery> log =
        List.of(
            query(Modality.VIDEO, "videos about quantum mechanics", NOW),
            query(Modality.TEXT, "fungi photos", NOW));
    SyntheticSource source = source(log, Modality.VIDEO, Modality.TEXT, Modality.IMAGE);
    assertThat(source.make(10, 1).stream().filter(each -> each.modality() == Modality.VIDEO))
        .hasSize(5);
    long videos = source(log, Modality.VIDEO).capacity();
    assertThat(source.capacity()).isEqualTo(videos + 100);
    assertThat(source.make(10_000, 1)).hasSize((int) (videos + 100));
  }

  @Test
  void anOptionForNoModalityIsRefused() {
    assertThatThrownBy(() -> new SyntheticSettings(Map.of("smell", "nose")))
        .hasMessage("options names \"smell\", which is no modality");
  }
}

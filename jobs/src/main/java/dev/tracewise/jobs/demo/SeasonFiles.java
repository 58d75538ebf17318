package dev.tracewise.jobs.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Writes what the season left behind, one file a week and kind: {@code spans/}, {@code decisions/},
 * {@code feedback/} and {@code outcomes/}. {@link #BROKEN_LINES} lines are broken on purpose.
 */
public final class SeasonFiles {
  /** How many lines no reader can use: the quarantine must hold exactly these. */
  public static final int BROKEN_LINES = 7;

  private static final int TRACES_PER_REQUEST = 8;

  private final DemoWorld world;
  private final DecisionLines decisions;
  private final FeedbackLines feedback;
  private final OtlpLines spans;

  /** A writer of that world's files. */
  public SeasonFiles(DemoWorld world) {
    this.world = world;
    this.decisions = new DecisionLines(world);
    this.feedback = new FeedbackLines(world);
    this.spans = new OtlpLines(world);
  }

  /** Writes the first round into the folder, which is made where it is missing. */
  public void writeSeason(Path folder) {
    TreeMap<Long, List<DemoInteraction>> weeks = new TreeMap<>();
    for (String agent : world.agentIds()) {
      for (DemoInteraction interaction : world.logged(agent)) {
        weeks.computeIfAbsent(week(interaction), any -> new ArrayList<>()).add(interaction);
      }
    }
    weeks.forEach((week, interactions) -> writeWeek(folder, week, interactions));
  }

  private static long week(DemoInteraction interaction) {
    return Duration.between(DemoWorld.START, interaction.query().time()).toDays() / 7 + 1;
  }

  private void writeWeek(Path folder, long week, List<DemoInteraction> interactions) {
    List<String> logged = each(interactions, one -> List.of(decisions.decision(one)));
    List<String> said = each(interactions, feedback::of);
    List<String> traced = traces(interactions);
    List<String> later = each(interactions, this::laterOutcome);
    if (week == 2) {
      BrokenLines.into(logged, said, traced);
    }
    String name = "week-%02d.jsonl".formatted(week);
    JsonLines.write(folder.resolve("decisions").resolve(name), logged);
    JsonLines.write(folder.resolve("feedback").resolve(name), said);
    JsonLines.write(folder.resolve("outcomes").resolve(name), later);
    JsonLines.write(folder.resolve("spans").resolve(week % 2 == 1 ? name + ".gz" : name), traced);
  }

  private List<ObjectNode> laterOutcome(DemoInteraction interaction) {
    boolean later = !interaction.outcome().lost() && decisions.comesLater(interaction.query());
    return later ? List.of(decisions.outcome(interaction)) : List.of();
  }

  private List<String> traces(List<DemoInteraction> interactions) {
    List<DemoInteraction> traced =
        interactions.stream().filter(one -> decisions.traced(one.query())).toList();
    List<String> requests = new ArrayList<>();
    for (int from = 0; from < traced.size(); from += TRACES_PER_REQUEST) {
      int to = Math.min(traced.size(), from + TRACES_PER_REQUEST);
      requests.add(spans.request(traced.subList(from, to)));
    }
    return requests;
  }

  private static List<String> each(
      List<DemoInteraction> interactions, Function<DemoInteraction, List<ObjectNode>> lines) {
    List<String> texts = new ArrayList<>();
    for (DemoInteraction interaction : interactions) {
      lines.apply(interaction).forEach(line -> texts.add(JsonLines.text(line)));
    }
    return texts;
  }

  /** Writes the questions of the second round, input of {@code apply --log}. */
  public void writeAsked(String agentId, Path file) {
    writeQuestions(world.asked(agentId), file);
  }

  /** Writes the fresh questions on which true values are computed. */
  public void writeFresh(String agentId, Path file) {
    writeQuestions(world.fresh(agentId), file);
  }

  private void writeQuestions(List<DemoQuery> queries, Path file) {
    List<String> lines = new ArrayList<>();
    queries.forEach(query -> lines.add(JsonLines.text(decisions.question(query))));
    JsonLines.write(file, lines);
  }

  /**
   * Plays the second round: the world answers every option that was served.
   *
   * @param served lines that {@code apply} wrote for the questions of {@link #writeAsked}
   * @param folder where {@code outcomes/} and {@code feedback/} go
   */
  public void writeServed(String agentId, Path served, Path folder) {
    Served options = Served.read(served);
    List<DemoInteraction> interactions = new ArrayList<>();
    for (DemoQuery query : world.asked(agentId)) {
      String option = options.option(query.interactionId());
      interactions.add(
          new DemoInteraction(
              query,
              options.probabilities().getOrDefault(query.interactionId(), Map.of()),
              option,
              world.play(query, option)));
    }
    interactions.removeIf(interaction -> interaction.outcome().lost());
    String name = agentId + ".jsonl";
    JsonLines.write(
        folder.resolve("outcomes").resolve(name),
        each(interactions, one -> List.of(decisions.outcome(one))));
    JsonLines.write(folder.resolve("feedback").resolve(name), each(interactions, feedback::of));
  }
}

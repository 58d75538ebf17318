package dev.tracewise.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tracewise.action.ComputeRewards.Result;
import dev.tracewise.model.Decision;
import dev.tracewise.model.Feedback;
import dev.tracewise.model.Measures;
import dev.tracewise.model.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever arrives in whatever order: increments end where computing everything anew ends. */
class ComputeRewardsPropertyIT {
  private static final String T = "acme";
  private static final double DAY = 86_400;
  private static final int INCREMENTS = 2;
  private static final int TRACES = 40;
  private static final String[] KINDS = {"interaction", "span", "trace", "session"};
  private static final String[] TYPES = {"rating", "correctness", "clarity", "comment", "custom:x"};

  @Tag("slow")
  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15, 16})
  void incrementsEndWhereAFullRunEnds(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Log.Batch> batches = batches(random);
    Log log = new Log();
    RewardRun run = new RewardRun(log, T);
    for (Log.Batch batch : batches) {
      log.add(batch.spans().toArray(Span[]::new))
          .add(batch.decisions().toArray(Decision[]::new))
          .add(batch.feedback().toArray(Feedback[]::new));
      run.execute();
    }
    Map<String, Row> rows = run.rows();
    assertThat(rows.size()).isGreaterThan(TRACES / 2);
    assertThat(rows.values()).anyMatch(row -> row.<Long>getAs("feedback_count") > 1);
    run.forgetCursors();
    assertThat(run.execute()).isEqualTo(new Result(0, 0, null));
    assertThat(run.rows()).isEqualTo(rows);
  }

  private static List<Log.Batch> batches(SplittableRandom random) {
    List<Log.Batch> batches = new ArrayList<>();
    for (int i = 0; i < INCREMENTS; i++) {
      batches.add(new Log.Batch(new ArrayList<>(), new ArrayList<>(), new ArrayList<>()));
    }
    for (int trace = 0; trace < TRACES; trace++) {
      addTrace(batches, trace, random);
    }
    for (int i = 0; i < 3 * TRACES; i++) {
      any(batches, random).feedback().add(feedback(i, random));
    }
    return batches;
  }

  /** Spans of a trace, and decisions in it or without it, each in any of the increments. */
  private static void addTrace(List<Log.Batch> batches, int trace, SplittableRandom random) {
    double start = random.nextInt(60) * DAY + random.nextInt(1000);
    String session = random.nextBoolean() ? null : "s" + random.nextInt(8);
    String id = "t" + trace;
    int spans = random.nextInt(4);
    for (int span = 0; span < spans; span++) {
      Map<String, String> attributes =
          random.nextInt(4) == 0 ? Map.of("routing.chosen_agent", "video") : Map.of();
      any(batches, random)
          .spans()
          .add(
              Log.span(
                  T,
                  id,
                  id + "-" + span,
                  span == 0 ? null : id + "-0",
                  start + span,
                  random.nextInt(3) == 0 ? "ERROR" : "OK",
                  random.nextInt(3) == 0 ? null : "assistant",
                  session,
                  attributes));
    }
    if (random.nextInt(3) > 0) {
      addDecision(batches, trace, start, session, random);
    }
  }

  private static void addDecision(
      List<Log.Batch> batches, int trace, double start, String session, SplittableRandom random) {
    String traced = random.nextInt(3) == 0 ? null : "t" + trace;
    String span = traced != null && random.nextBoolean() ? traced + "-" + random.nextInt(3) : null;
    Measures outcome = new Measures(random.nextInt(10) / 10.0, true, null, 2.0, null);
    int first = random.nextInt(INCREMENTS);
    for (int i = first; i < INCREMENTS; i++) {
      boolean known = random.nextBoolean();
      batches
          .get(i)
          .decisions()
          .add(
              Log.decision(
                  T,
                  "i" + trace,
                  start + 1,
                  session,
                  traced,
                  span,
                  known ? outcome : Measures.UNKNOWN));
      if (known) {
        return;
      }
    }
  }

  private static Feedback feedback(int number, SplittableRandom random) {
    String kind = KINDS[random.nextInt(KINDS.length)];
    int trace = random.nextInt(TRACES);
    String target =
        switch (kind) {
          case "interaction" ->
              random.nextBoolean() ? "i" + trace : "t" + trace + ":t" + trace + "-0";
          case "span" -> "t" + trace + "-" + random.nextInt(3);
          case "trace" -> "t" + trace;
          default -> "s" + random.nextInt(8);
        };
    String type = TYPES[random.nextInt(TYPES.length)];
    Double score = type.equals("comment") ? null : random.nextInt(11) / 10.0;
    String author = random.nextInt(3) == 0 ? null : "author" + random.nextInt(3);
    return Log.feedback(
        T, "f" + number, kind, target, random.nextInt(90) * DAY, type, score, author);
  }

  private static Log.Batch any(List<Log.Batch> batches, SplittableRandom random) {
    return batches.get(random.nextInt(batches.size()));
  }
}

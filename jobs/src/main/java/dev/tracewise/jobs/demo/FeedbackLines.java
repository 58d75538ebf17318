package dev.tracewise.jobs.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tracewise.jobs.demo.OutcomeLaw.Judgement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** What users say: thumbs, ratings, comments; some late by days, some corrected later. */
final class FeedbackLines {
  private static final List<String> PRAISE =
      List.of("exactly what I needed", "nice, thanks", "fast and right", "just in time");
  private static final List<String> BLAME =
      List.of(
          "not what I asked for",
          "wrong kind of thing",
          "this is about something else",
          "I had to ask twice");

  private final DemoWorld world;

  FeedbackLines(DemoWorld world) {
    this.world = world;
  }

  /** Everything said about one interaction; empty where nothing was said. */
  List<ObjectNode> of(DemoInteraction interaction) {
    Judgement judgement = interaction.outcome().judgement();
    if (judgement == null) {
      return List.of();
    }
    SplittableRandom random = world.random("feedback", interaction.query());
    Instant time = interaction.query().time().plus(delay(random));
    List<ObjectNode> lines = new ArrayList<>();
    if (random.nextDouble() < 0.04) {
      Judgement slip = new Judgement(judgement.rating(), judgement.rating() ? 3 : 1);
      lines.add(line(interaction, slip, time.minusSeconds(40)));
    }
    ObjectNode last = line(interaction, judgement, time);
    if (random.nextDouble() < 0.25) {
      last.put("comment", Draws.one(judgement.satisfaction() >= 0.5 ? PRAISE : BLAME, random));
    }
    lines.add(last);
    if (random.nextDouble() < 0.05) {
      lines.add(remark(interaction, time.plusSeconds(90), random));
    }
    return lines;
  }

  private static Duration delay(SplittableRandom random) {
    boolean late = random.nextDouble() < 0.1;
    return late
        ? Duration.ofHours(24 + random.nextInt(24 * 8))
        : Duration.ofSeconds(60 + random.nextInt(600));
  }

  private static ObjectNode line(DemoInteraction interaction, Judgement judgement, Instant time) {
    ObjectNode line = about(interaction, time);
    line.put("type", judgement.rating() ? "rating" : "thumbs");
    line.put("score", judgement.score());
    line.put("scale", judgement.rating() ? "1..5" : "binary");
    return line;
  }

  private static ObjectNode remark(
      DemoInteraction interaction, Instant time, SplittableRandom random) {
    ObjectNode line = about(interaction, time);
    line.put("type", "comment");
    line.put("comment", Draws.one(interaction.outcome().success() ? PRAISE : BLAME, random) + "!");
    return line;
  }

  private static ObjectNode about(DemoInteraction interaction, Instant time) {
    DemoQuery query = interaction.query();
    ObjectNode line = JsonLines.object();
    line.putObject("target").put("interaction_id", query.interactionId());
    line.put("time", time.toString());
    line.put("source", "human");
    line.put("author", query.user().id());
    return line;
  }
}

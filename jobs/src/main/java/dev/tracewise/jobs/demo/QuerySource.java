package dev.tracewise.jobs.demo;

import dev.tracewise.model.Context;
import dev.tracewise.model.Modality;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Makes users and their questions; all questions of an agent come from the same distribution. */
final class QuerySource {
  private static final List<String> LOCALES = List.of("en", "en", "en", "de", "es", "fr");
  private static final List<String> DEVICES = List.of("phone", "phone", "desktop", "tablet");
  private static final List<String> PLANS = List.of("free", "free", "team");

  private final long seed;
  private final List<DemoUser> users;

  QuerySource(long seed, int count) {
    this.seed = seed;
    this.users = users(seed, count);
  }

  /** As many questions as asked for, in the order of their times within the period. */
  List<DemoQuery> queries(DemoAgent agent, String part, Period period, int count) {
    List<DemoQuery> queries = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      queries.add(query(agent, part, period, i, count));
    }
    return List.copyOf(queries);
  }

  private DemoQuery query(DemoAgent agent, String part, Period period, int i, int count) {
    SplittableRandom random = Draws.of(seed, agent.id() + "/" + part, i);
    String id = "%s-%s-%05d".formatted(agent.id(), part, i);
    Instant time = period.at((i + random.nextDouble()) / count);
    double point = random.nextDouble();
    DemoUser user = users.get((int) (point * StrictMath.sqrt(point) * users.size()));
    Phrase phrase = Draws.one(agent.phrases(), random);
    Topic topic = Draws.one(Phrasebook.TOPICS, random);
    String session = "s-" + user.id() + "-" + time.atOffset(ZoneOffset.UTC).toLocalDate();
    Modality modality = modality(agent, random);
    Context context = context(words(phrase, topic, random), user, topic, time, modality, random);
    return new DemoQuery(agent.id(), id, time, user, session, modality, context, phrase, topic);
  }

  private static Modality modality(DemoAgent agent, SplittableRandom random) {
    double typed = agent instanceof RouterAgent ? 0.4 : 0.7;
    List<Modality> attached =
        List.of(Modality.VIDEO, Modality.IMAGE, Modality.AUDIO, Modality.DOCUMENT, Modality.MIXED);
    return random.nextDouble() < typed ? Modality.TEXT : Draws.one(attached, random);
  }

  private static String words(Phrase phrase, Topic topic, SplittableRandom random) {
    String asked = phrase.template().replace("{t}", topic.name());
    String text =
        Draws.one(Phrasebook.OPENINGS, random) + asked + Draws.one(Phrasebook.CLOSINGS, random);
    return random.nextDouble() < 0.3 ? text + "?" : text;
  }

  private static Context context(
      String text,
      DemoUser user,
      Topic topic,
      Instant time,
      Modality modality,
      SplittableRandom random) {
    boolean timed = modality == Modality.VIDEO || modality == Modality.AUDIO;
    double minutes = timed || random.nextDouble() < 0.3 ? 1 + random.nextInt(75) : 0;
    Map<String, Double> numeric =
        Map.of(
            "words", (double) text.split("\\s+").length,
            "attachments", (double) (modality == Modality.TEXT ? 0 : 1 + random.nextInt(2)),
            "duration_minutes", minutes,
            "history_turns", (double) random.nextInt(8),
            "hour", (double) time.atOffset(ZoneOffset.UTC).getHour());
    Map<String, String> categorical =
        Map.of(
            "locale", user.locale(),
            "device", user.device(),
            "plan", user.plan(),
            "input", modality.id());
    return new Context(
        text,
        null,
        numeric,
        categorical,
        List.of(new Context.Entity(topic.name(), topic.type())),
        List.of());
  }

  private static List<DemoUser> users(long seed, int count) {
    List<DemoUser> users = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      SplittableRandom random = Draws.of(seed, "user", i);
      users.add(
          new DemoUser(
              "u-%04d".formatted(i),
              Draws.one(LOCALES, random),
              Draws.one(DEVICES, random),
              Draws.one(PLANS, random)));
    }
    return List.copyOf(users);
  }

  /** A stretch of time. */
  record Period(Instant start, Duration length) {
    Instant at(double share) {
      return start.plusSeconds((long) (share * length.toSeconds()));
    }

    Instant end() {
      return start.plus(length);
    }
  }
}

package dev.tracewise.jobs.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.tracewise.jobs.report.ReportPage;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Learns twice on a world whose truth is known: from the season's log, and, once what was learned
 * has served, from that too, as a scheduler would: by {@code cycle}. It uses public commands and
 * files only.
 */
public final class Demo {
  /** Share of uniform draws while serving, so that the second log still shows every option. */
  static final double EXPLORE = 0.1;

  /** One candidate of each algorithm: enough to show, and quick. */
  private static final String CANDIDATES = "4";

  /** The modality of most interactions. */
  private static final String PREDICTED = "text";

  private final Commands commands;
  private final DemoWorld world;
  private final SeasonFiles files;
  private final Path out;
  private final long seed;
  private final Clock clock;
  private final Consumer<String> progress;
  private final List<Learned> learned = new ArrayList<>();
  private final Map<String, Double> servedValue = new HashMap<>();

  /**
   * A demonstration that has not run yet.
   *
   * @param commands runs the product's commands
   * @param out folder for files, warehouse and report; made where it is missing
   * @param seed seed of the world and of every command
   * @param size how large the world is
   * @param clock measures how long it takes; nothing else depends on it
   * @param progress gets a line for each step
   */
  public Demo(
      Commands commands,
      Path out,
      long seed,
      DemoSize size,
      Clock clock,
      Consumer<String> progress) {
    this.commands = commands;
    this.world = new DemoWorld(seed, size);
    this.files = new SeasonFiles(world);
    this.out = out;
    this.seed = seed;
    this.clock = clock;
    this.progress = progress;
  }

  /** Runs it all and writes {@code report.html}. */
  public DemoResult run() {
    Instant start = clock.instant();
    firstRound();
    secondRound();
    Path report = out.resolve("report.html");
    progress.accept("writing " + report);
    ReportPage.write(new DemoReport(this::command, world).of(learned), report);
    double seconds = Duration.between(start, clock.instant()).toMillis() / 1000.0;
    return new DemoResult(report, learned, seconds);
  }

  private void firstRound() {
    Path logs = out.resolve("logs");
    progress.accept("writing the logs of a season into " + logs);
    files.writeSeason(logs);
    ingest(logs);
    rewards();
    world.agentIds().forEach(agent -> servedValue.put(agent, world.loggingValue(agent)));
    world.agentIds().forEach(agent -> learn(agent, 1));
  }

  private void secondRound() {
    Path served = out.resolve("served");
    for (String agent : world.agentIds()) {
      Path asked = out.resolve("asked").resolve(agent + ".jsonl");
      Path decided = out.resolve("decided").resolve(agent + ".jsonl");
      files.writeAsked(agent, asked);
      progress.accept("serving " + agent + " for ten days");
      apply(agent, asked, decided, "--explore", Double.toString(EXPLORE), "--log");
      files.writeServed(agent, decided, served);
    }
    ingest(served);
    cycle();
    rewardModel();
    world.agentIds().forEach(agent -> learn(agent, 2));
  }

  private void ingest(Path folder) {
    progress.accept("ingest " + folder);
    JsonNode counts = command("ingest", folder.toString());
    progress.accept(
        String.format(
            Locale.ROOT,
            "  %d spans, %d decisions, %d feedback, %d quarantined",
            counts.path("spans").asLong(),
            counts.path("decisions").asLong(),
            counts.path("feedback").asLong(),
            counts.path("quarantined").asLong()));
  }

  private void rewards() {
    JsonNode rewards = command("rewards");
    progress.accept(
        String.format(
            Locale.ROOT,
            "rewards: %d written, %d updated, mean %.4f",
            rewards.path("experiences_written").asLong(),
            rewards.path("experiences_updated").asLong(),
            rewards.path("mean_reward").asDouble()));
  }

  /** Rewards, requests for labels, verdicts to train or to wait, a look at what is live. */
  private void cycle() {
    progress.accept("cycle");
    JsonNode steps = command("cycle").path("steps");
    progress.accept(
        String.format(
            Locale.ROOT,
            "  %d labels asked for, %d verdicts to train or to wait",
            result(steps, "annotate").path("requested").asLong(),
            result(steps, "decide").path("decisions").size()));
  }

  private static JsonNode result(JsonNode steps, String name) {
    for (JsonNode step : steps) {
      if (step.path("step").asText().equals(name)) {
        return step.path("result");
      }
    }
    return MissingNode.getInstance();
  }

  private void rewardModel() {
    progress.accept("train reward-model --modality " + PREDICTED);
    for (JsonNode trained :
        command("train", "reward-model", "--modality", PREDICTED).path("versions")) {
      progress.accept(
          "  " + trained.path("status").asText() + ": " + trained.path("reason").asText());
    }
  }

  private void learn(String agent, int round) {
    progress.accept("optimize policy --agent " + agent);
    JsonNode optimized =
        command("optimize", "policy", "--agent", agent, "--candidates", CANDIDATES);
    JsonNode number = optimized.path("version");
    Long version = number.isIntegralNumber() ? number.asLong() : null;
    double before = servedValue.getOrDefault(agent, 0.0);
    double after = before;
    if (version != null) {
      activate(agent, version);
      after = trueValue(agent, round);
      servedValue.put(agent, after);
    }
    learned.add(
        new Learned(
            agent,
            round,
            version,
            baseline(agent),
            Learned.gain(optimized),
            version == null ? null : after - before,
            after,
            optimized.path("reason").asText("")));
  }

  private String baseline(String agent) {
    String active = "logged";
    for (Learned one : learned) {
      if (one.agentId().equals(agent) && one.version() != null) {
        active = "version:" + one.version();
      }
    }
    return active;
  }

  private void activate(String agent, long version) {
    progress.accept("versions activate " + agent + "/routing_policy@" + version);
    command(
        "versions",
        "activate",
        Long.toString(version),
        "--agent",
        agent,
        "--kind",
        "routing_policy");
  }

  private double trueValue(String agent, int round) {
    Path fresh = out.resolve("truth").resolve(agent + ".jsonl");
    Path decided = out.resolve("truth").resolve(agent + "-round-" + round + ".jsonl");
    files.writeFresh(agent, fresh);
    apply(agent, fresh, decided);
    return world.valueOf(agent, Served.read(decided).probabilities());
  }

  private void apply(String agent, Path input, Path output, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "apply",
                "--kind",
                "routing_policy",
                "--agent",
                agent,
                "--input",
                input.toString(),
                "--output",
                output.toString()));
    arguments.addAll(Arrays.asList(more));
    command(arguments.toArray(String[]::new));
  }

  private JsonNode command(String... arguments) {
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.addAll(
        List.of("--warehouse", out.resolve("warehouse").toString(), "--seed", Long.toString(seed)));
    return commands.run(all.toArray(String[]::new));
  }
}

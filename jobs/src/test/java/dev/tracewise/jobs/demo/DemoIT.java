package dev.tracewise.jobs.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tracewise.jobs.Shell;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The whole cycle by public commands, on a world small enough for a test. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DemoIT {
  private static final DemoSize SMALL = new DemoSize(400, 2400, 1600, 300, 300, 0.2);

  private final Shell shell = new Shell();
  @TempDir private static Path out;

  @Test
  @Order(1)
  void whatIsLearnedIsWhatIsTrue() {
    Demo demo =
        new Demo(this::command, out, 42, SMALL, Clock.fixed(Shell.NOW, ZoneOffset.UTC), line -> {});

    DemoResult result = demo.run();

    Learned router = result.learned().get(0);
    assertThat(router.version()).isEqualTo(1);
    assertThat(router.trueGain()).isGreaterThan(0.1);
    assertThat(router.estimatedGain()).isNotNull();
    assertThat(router.trueGain())
        .isBetween(router.estimatedGain().low() - 0.03, router.estimatedGain().high() + 0.03);
    assertThat(result.report())
        .content()
        .contains("What was learned", "<svg")
        .containsPattern("(?s)Decisions and what came of them.*<td>router</td>.*<td>wait</td>")
        .containsPattern("(?s)Predictors.*<td>reward_model</td>.*Calibration.*<td>router</td>");
    assertThat(result.json().path("estimated_gain").path("estimate").isNumber()).isTrue();
    assertThat(result.lines()).hasSize(1 + result.learned().size());
  }

  @Test
  @Order(2)
  void whatItDidCanBeReadAndDoneAgain() {
    assertThat(shell.run(with("ingest", out.resolve("logs").toString(), "--json")).exitCode())
        .isZero();
    assertThat(shell.json().path("decisions").asLong()).isZero();
    assertThat(shell.json().path("quarantined").asLong()).isEqualTo(7);
    assertThat(shell.run(with("rewards")).exitCode()).isZero();
    assertThat(shell.out()).contains("experiences written");
    assertThat(shell.run(with("rewards", "--dry-run")).exitCode()).isZero();
    assertThat(shell.out()).startsWith("Nothing is new");
    assertThat(shell.run(with("ingest", out.resolve("logs").toString(), "--dry-run")).exitCode())
        .isZero();
    assertThat(shell.out()).contains("decisions");
    assertThat(
            shell
                .run(with("ingest", out.resolve("logs").toString(), "--dry-run", "--strict"))
                .exitCode())
        .isEqualTo(4);
  }

  @Test
  @Order(3)
  void policiesAreEvaluatedForAPerson() {
    assertThat(
            shell
                .run(with("evaluate", "policy", "--agent", "router", "--policy", "uniform"))
                .exitCode())
        .isZero();
    assertThat(shell.out()).contains("snips").contains("Trusted:");
    assertThat(
            shell
                .run(with("evaluate", "policy", "--agent", "nobody", "--policy", "uniform"))
                .exitCode())
        .isEqualTo(3);
    assertThat(
            shell
                .run(
                    with(
                        "evaluate",
                        "policy",
                        "--agent",
                        "router",
                        "--policy",
                        "uniform",
                        "--estimators",
                        "magic"))
                .exitCode())
        .isEqualTo(2);
    assertThat(shell.err()).contains("Estimators: ips, snips, dm, dr, sndr.");
  }

  @Test
  @Order(4)
  void refusalsAndWrongUseHaveTheirExitCodes() {
    assertThat(shell.run(with("optimize", "policy", "--agent", "nobody", "--json")).exitCode())
        .isEqualTo(3);
    assertThat(shell.json().path("status").asText()).isEqualTo("refused");
    assertThat(shell.json().path("version").isNull()).isTrue();
    assertThat(shell.run(with("optimize", "policy", "--agent", "nobody")).exitCode()).isEqualTo(3);
    assertThat(shell.out()).contains("Refused: agent \"nobody\" has 0 rewarded interactions");
    assertThat(shell.run(with("optimize", "policy", "--agent", "router", "--dry-run")).exitCode())
        .isZero();
    assertThat(shell.out()).startsWith("Would try 8 candidates on");
    assertThat(
            shell
                .run(with("optimize", "policy", "--agent", "router", "--candidates", "0"))
                .exitCode())
        .isEqualTo(2);
    assertThat(
            shell
                .run(with("optimize", "policy", "--agent", "router", "--propensity", "guessed"))
                .exitCode())
        .isEqualTo(2);
  }

  @Test
  @Order(7)
  void theEvidenceIsShownToAPerson() {
    String[] optimize = {"optimize", "policy", "--agent", "router", "--candidates", "1"};
    assertThat(shell.run(with(optimize)).exitCode()).isIn(0, 3);
    assertThat(shell.out()).contains("difference");
  }

  @Test
  @Order(8)
  void progressIsShownOnATerminalOnly() {
    Shell watched = Shell.watched();
    String[] annotate = with("annotate");
    assertThat(watched.run(annotate).exitCode()).isZero();
    assertThat(watched.err()).contains("\r\u001B[Kannotate").endsWith("\r\u001B[K");
    assertThat(watched.run(and(annotate, "-q")).exitCode()).isZero();
    assertThat(watched.err()).isEmpty();
    assertThat(shell.run(annotate).exitCode()).isZero();
    assertThat(shell.err()).isEmpty();
  }

  @Test
  @Order(9)
  void aCancelledRunStopsAndStaysSo() throws Exception {
    String[] optimize =
        with("optimize", "policy", "--agent", "router", "--candidates", "60", "--run-id", "long");
    Shell other = new Shell();
    CompletableFuture<Integer> exitCode =
        CompletableFuture.supplyAsync(() -> other.run(optimize).exitCode());
    while (shell.run(with("runs", "show", "long", "--json")).exitCode() != 0
        || shell.json().path("agent_id").isNull()) {
      assertThat(exitCode).isNotDone();
    }
    assertThat(shell.run(with("runs", "cancel", "long")).exitCode()).isZero();
    assertThat(shell.out()).contains("it stops at its next step");

    assertThat(exitCode.get()).isEqualTo(130);
    assertThat(other.err()).startsWith("Cannot finish run \"long\": it was cancelled.");
    shell.run(with("runs", "show", "long", "--json"));
    assertThat(shell.json().path("status").asText()).isEqualTo("cancelled");
    assertThat(shell.json().path("version").isNull()).isTrue();
    assertThat(shell.run(optimize).exitCode()).isEqualTo(2);
    assertThat(shell.err()).startsWith("Cannot go on with run \"long\": it was cancelled.");
    assertThat(shell.run(with("runs", "cancel", "long")).exitCode()).isEqualTo(2);
  }

  @Test
  @Order(5)
  void applyShowsWhatItDid() {
    String asked = out.resolve("asked/router.jsonl").toString();
    String[] apply = {
      "apply",
      "--kind",
      "routing-policy",
      "--agent",
      "router",
      "--input",
      asked,
      "--output",
      out.resolve("again.jsonl").toString()
    };
    assertThat(shell.run(with(apply)).exitCode()).isZero();
    assertThat(shell.out()).contains("300 decisions by version");
    assertThat(shell.run(with(and(apply, "--dry-run"))).exitCode()).isZero();
    assertThat(shell.run(with(and(apply, "--explore", "1"))).exitCode()).isEqualTo(2);
    assertThat(shell.run(with(and(apply, "--version", "99"))).exitCode()).isEqualTo(2);
    assertThat(shell.run("demo", "--out", out.toString()).exitCode()).isEqualTo(2);
    assertThat(shell.err()).contains("there is a warehouse in it already");
    assertThat(shell.run("demo", "--out", out.resolve("new").toString(), "--dry-run").exitCode())
        .isZero();
  }

  @Test
  @Order(6)
  void feedbackIsCounted() {
    assertThat(shell.run(with("feedback", "stats", "--agent", "router", "--json")).exitCode())
        .isZero();
    assertThat(shell.json().path("count").asLong()).isPositive();
    assertThat(shell.run(with("feedback", "stats")).exitCode()).isZero();
    String file = out.resolve("feedback.jsonl").toString();
    assertThat(shell.run(with("feedback", "export", "--out", file, "--json")).exitCode()).isZero();
    assertThat(shell.json().path("rows").asLong()).isPositive();
  }

  private JsonNode command(String... arguments) {
    var answer = shell.run(and(arguments, "--json"));
    assertThat(answer.exitCode()).as(shell.err()).isIn(0, 3);
    return answer.json();
  }

  private String[] with(String... arguments) {
    return and(arguments, "--warehouse", out.resolve("warehouse").toString());
  }

  private static String[] and(String[] arguments, String... more) {
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.addAll(Arrays.asList(more));
    return all.toArray(String[]::new);
  }
}

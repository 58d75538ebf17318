package dev.tracewise.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class GlobalOptionsTest {
  @Test
  void whatMeansTheSameInACommandWithinIsHandedDown() {
    GlobalOptions options =
        given(
            "demo",
            "--config",
            "my.conf",
            "--set",
            "policy.candidates=2",
            "--tenant",
            "acme",
            "--seed",
            "7",
            "-q",
            "-v",
            "--json",
            "--strict",
            "--warehouse",
            "w");

    assertThat(options.handedDown("rewards", "--warehouse", "own", "--seed=42"))
        .containsExactly(
            "--set",
            "policy.candidates=2",
            "rewards",
            "--warehouse",
            "own",
            "--seed=42",
            "--config",
            "my.conf",
            "--tenant",
            "acme",
            "--verbose",
            "--quiet");
  }

  @Test
  void whatWasNotGivenIsNotHandedDown() {
    assertThat(given("demo").handedDown("rewards")).containsExactly("rewards");
  }

  private static GlobalOptions given(String... arguments) {
    CommandLine line = RootCommand.commandLine();
    line.parseArgs(arguments);
    return ((RootCommand) line.getCommand()).options();
  }
}

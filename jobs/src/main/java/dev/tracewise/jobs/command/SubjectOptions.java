package dev.tracewise.jobs.command;

import dev.tracewise.action.policy.MissingPropensity;
import dev.tracewise.action.policy.Subject;
import dev.tracewise.model.Errors;
import dev.tracewise.model.VersionKind;
import dev.tracewise.table.RunRow;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whose policy is looked for, and in which decisions of the log. */
final class SubjectOptions extends AgentOptions {
  @Option(
      names = "--propensity",
      paramLabel = "SOURCE",
      description =
          "logged (default): decisions without a propensity are left out; modelled: a"
              + " model of the log fills in.")
  String propensity = "logged";

  /** The agent of a tenant, in its decisions up to a time or in all. */
  Subject of(String tenant, @Nullable Instant until) {
    return new Subject(tenant, agent, modality, missingPropensity(), until);
  }

  /** What a run for it is about. */
  RunRow.Subject ofRun(String target) {
    return new RunRow.Subject(agent, modality, VersionKind.ROUTING_POLICY.id(), target);
  }

  private MissingPropensity missingPropensity() {
    return switch (propensity) {
      case "logged" -> MissingPropensity.LEFT_OUT;
      case "modelled" -> MissingPropensity.MODELLED;
      default ->
          throw refused("--propensity is \"" + propensity + "\"", "It can be logged or modelled.");
    };
  }

  /** Nothing can be looked for as it was asked. */
  RuntimeException refused(String why, String remedy) {
    return Errors.usage("optimize agent \"" + agent + "\"", why, remedy);
  }
}

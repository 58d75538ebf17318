package dev.tracewise.jobs.command;

import dev.tracewise.jobs.output.Page;
import dev.tracewise.jobs.output.TextTable;
import dev.tracewise.learn.policy.PolicyDifference;
import dev.tracewise.learn.policy.PolicyDifference.WeightChange;
import java.util.Set;

/** What changed in how a policy decides, as a person reads it. */
final class PolicyLines {
  private PolicyLines() {}

  /** Adds what differs. */
  static void show(PolicyDifference difference, Page page) {
    page.line("");
    named("Options added", difference.optionsAdded(), page);
    named("Options removed", difference.optionsRemoved(), page);
    named("Numbers added", difference.numbersAdded(), page);
    named("Numbers removed", difference.numbersRemoved(), page);
    TextTable settings = TextTable.of("how they decide", "from", "to");
    difference.settings().forEach(each -> settings.row(each.name(), each.from(), each.to()));
    page.table(settings, "They decide with the same settings.")
        .line("")
        .line(
            "Weights of "
                + difference.changed()
                + " of "
                + difference.features()
                + " features changed; the largest changes, as they count for the choice:");
    TextTable weights = TextTable.of("speaks for", "when there is", "from", "to", "change");
    for (WeightChange each : difference.weights()) {
      String option = each.option();
      weights.row(
          option == null ? "the option that has it" : option,
          each.feature(),
          each.from(),
          each.to(),
          each.difference());
    }
    page.table(weights, "none that can be compared");
  }

  private static void named(String what, Set<String> names, Page page) {
    if (!names.isEmpty()) {
      page.line(what + ": " + String.join(", ", names));
    }
  }
}

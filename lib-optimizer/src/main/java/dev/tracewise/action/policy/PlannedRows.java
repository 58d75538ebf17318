package dev.tracewise.action.policy;

import dev.tracewise.action.OptimizePolicy.Preview;
import dev.tracewise.learn.data.SyntheticDecision;
import dev.tracewise.learn.modality.TrainingStrategy;
import dev.tracewise.learn.modality.TrainingStrategy.Mix;
import java.util.List;

/** The rows that the plan of a run asks for: of the log, made up, or both. */
final class PlannedRows {
  private final PolicyJobs jobs;
  private final PolicyRequest request;

  PlannedRows(PolicyJobs jobs, PolicyRequest request) {
    this.jobs = jobs;
    this.request = request;
  }

  TrainingStrategy strategy() {
    return request.plan().strategy();
  }

  /** Why there is nothing to begin with; empty if there is something. */
  String shortage(Population population) {
    return switch (strategy()) {
      case PURE_REAL -> population.shortage(request.subject(), request.minExperiences());
      case HYBRID, SYNTHETIC -> "";
      case SKIP -> "the strategy is skip: nothing is trained";
    };
  }

  /** The decisions that are made up, as the log was at a version; none where none are asked for. */
  List<SyntheticDecision> made(long version, Population population) {
    long wanted = mix(population).syntheticRows();
    return wanted == 0
        ? List.of()
        : jobs.syntheticSource(version, request.plan())
            .make((int) Math.min(wanted, Integer.MAX_VALUE), request.seed());
  }

  /** Why none could be made where some were asked for; empty otherwise. */
  String shortage(Population population, List<SyntheticDecision> made) {
    return mix(population).syntheticRows() == 0 || !made.isEmpty()
        ? ""
        : "no synthetic row can be made for "
            + request.subject().title()
            + ": it has none of the options that its modalities expect. Name them under"
            + " tracewise.decide.synthetic.options";
  }

  /** What there would be to learn from. */
  Preview preview() {
    long version = jobs.experiencesVersion();
    Population population = jobs.population(version);
    return new Preview(
        population, strategy().id(), mix(population).realRows(), made(version, population).size());
  }

  private Mix mix(Population population) {
    long usable = population.usable(request.subject().missingPropensity());
    return strategy().mix(Math.min(usable, request.plan().limits().policyRows()));
  }
}

package dev.tracewise.action.policy;

/** What is asked of a run that looks for a better policy. */
public interface PolicyRequest {
  /** Whose policy. */
  Subject subject();

  /** Id of the run; the same id resumes. */
  String runId();

  /** What is looked for: {@code policy} or {@code router}. */
  String target();

  /** Rewarded rows below which nothing is tried. */
  long minExperiences();

  /** Seed of the candidates. */
  long seed();

  /** Version of the program, for the provenance. */
  String build();

  /** Who asks. */
  String actor();

  /** What is learned from; the log alone, unless something else is said. */
  default TrainingPlan plan() {
    return TrainingPlan.OF_LOG;
  }

  /** The settings that make this run what it is, as JSON with sorted keys. */
  String settings();
}

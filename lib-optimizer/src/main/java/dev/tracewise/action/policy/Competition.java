package dev.tracewise.action.policy;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How the candidates of a run are tried; which of them goes before the gate. */
interface Competition {
  /**
   * Tries them.
   *
   * @param pinned what the run holds fast
   * @param dataset the training set
   * @param course how the run is told about it
   * @return empty where none is worth a look at the evidence
   */
  Optional<Won> hold(Pinned pinned, TrainingSet dataset, Course course);

  /** Why none is worth a look. */
  String excuse();

  /** Removes what is needed no more once the winner of so many is stored. */
  default void clear(int tried) {}

  /** The run that a competition belongs to. */
  interface Course {
    /** Between two pieces of work: ends the run by an error if somebody cancelled it. */
    void pause();

    /** Enters what was tried. */
    void tried(List<CandidateScore> scores);
  }

  /**
   * The winner.
   *
   * @param score how it did on the selection part
   * @param artifact its artefact
   * @param algorithm how it was made
   * @param tried how many competed
   * @param metrics what else is known of it
   */
  record Won(
      CandidateScore score,
      byte[] artifact,
      String algorithm,
      int tried,
      Map<String, Double> metrics) {}
}

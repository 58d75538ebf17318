package dev.tracewise.action.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tracewise.judge.GroupSplit.Part;
import dev.tracewise.judge.OffPolicyEvaluation;
import dev.tracewise.learn.policy.DoublyRobustTerms;
import dev.tracewise.learn.policy.LoggedDecision;
import dev.tracewise.learn.policy.PolicyArtifact;
import dev.tracewise.learn.policy.PolicyTrainer;
import dev.tracewise.learn.policy.TrainedPolicy;
import dev.tracewise.model.Hashes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.function.Function;

/**
 * Trains one candidate on the training part and judges it on the selection part, in one task: rows
 * in key order, so that the result has the same bits wherever it runs. Leaves the artefact and the
 * score in the run's folder; finds them there when the run was cut after it.
 */
final class CandidateTask implements Function<Candidate, CandidateScore> {
  private static final long serialVersionUID = 1L;
  private static final JsonMapper JSON = new JsonMapper();

  private final Subject subject;
  private final TrainingSet dataset;
  private final RunFolder folder;

  CandidateTask(Subject subject, TrainingSet dataset, RunFolder folder) {
    this.subject = subject;
    this.dataset = dataset;
    this.folder = folder;
  }

  /** Name of a candidate's artefact in the run's folder. */
  static String artifactName(String candidateId) {
    return candidateId + ".policy.json";
  }

  private static String scoreName(String candidateId) {
    return candidateId + ".score.json";
  }

  @Override
  public CandidateScore call(Candidate candidate) {
    return earlier(candidate).orElseGet(() -> tryOut(candidate));
  }

  private Optional<CandidateScore> earlier(Candidate candidate) {
    if (!folder.has(artifactName(candidate.id()))) {
      return Optional.empty();
    }
    return folder
        .read(scoreName(candidate.id()))
        .map(CandidateTask::parse)
        .filter(score -> score.settings().equals(candidate.settingsJson()));
  }

  private CandidateScore tryOut(Candidate candidate) {
    long start = System.nanoTime();
    TrainingData data = TrainingDataCache.of(subject, dataset);
    List<LoggedDecision> selection = data.part(Part.SELECTION);
    TrainedPolicy trained = PolicyTrainer.train(data.learningRows(), candidate.settings());
    DoublyRobustTerms terms = data.onSelection(subject).terms(trained.policy());
    byte[] artifact = PolicyArtifact.write(trained);
    OffPolicyEvaluation evaluation = terms.evaluation();
    CandidateScore score =
        CandidateScore.of(
            candidate,
            Hashes.sha256(artifact),
            evaluation.estimates(),
            evaluation.trust(),
            new CandidateScore.Measured(selection.size(), (System.nanoTime() - start) / 1e9));
    folder.write(artifactName(candidate.id()), artifact);
    folder.write(scoreName(candidate.id()), json(score));
    return score;
  }

  private static byte[] json(CandidateScore score) {
    try {
      return JSON.writeValueAsBytes(score);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a score is a plain record", e);
    }
  }

  private static CandidateScore parse(byte[] bytes) {
    try {
      return JSON.readValue(bytes, CandidateScore.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

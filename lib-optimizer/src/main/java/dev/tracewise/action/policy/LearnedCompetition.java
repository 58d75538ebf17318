package dev.tracewise.action.policy;

import dev.tracewise.action.OptimizePolicy.Request;
import dev.tracewise.learn.policy.Algorithm;
import dev.tracewise.learn.policy.CandidateGrid;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Policies that are learned, each in its own way; the one that is best on the selection part. */
final class LearnedCompetition implements Competition {
  private final PolicyJobs jobs;
  private final Request request;

  LearnedCompetition(PolicyJobs jobs, Request request) {
    this.jobs = jobs;
    this.request = request;
  }

  @Override
  public Optional<Won> hold(Pinned pinned, TrainingSet dataset, Course course) {
    List<Candidate> candidates =
        Candidate.number(
            CandidateGrid.candidates(
                    request.candidates(),
                    request.seed(),
                    request.algorithms().toArray(new Algorithm[0]))
                .stream()
                .map(each -> each.withFeatures(each.features().within(request.plan().turns())))
                .toList());
    RunFolder folder = jobs.folder(request.runId());
    List<CandidateScore> scores = tryOut(candidates, dataset, folder, course);
    course.tried(scores);
    CandidateScore best = best(scores);
    byte[] artifact = folder.read(CandidateTask.artifactName(best.candidateId())).orElseThrow();
    return Optional.of(
        new Won(best, artifact, algorithm(candidates, best), scores.size(), Map.of()));
  }

  @Override
  public String excuse() {
    return "no candidate was tried";
  }

  @Override
  public void clear(int tried) {
    RunFolder folder = jobs.folder(request.runId());
    for (int number = 1; number <= tried; number++) {
      folder.delete(CandidateTask.artifactName(Candidate.id(number)));
    }
  }

  private List<CandidateScore> tryOut(
      List<Candidate> candidates, TrainingSet dataset, RunFolder folder, Course course) {
    List<CandidateScore> scores = new ArrayList<>();
    int batch = jobs.batch();
    for (int from = 0; from < candidates.size(); from += batch) {
      List<Candidate> next = candidates.subList(from, Math.min(from + batch, candidates.size()));
      scores.addAll(jobs.tryOut(new ArrayList<>(next), dataset, folder));
      course.pause();
    }
    return scores;
  }

  private static CandidateScore best(List<CandidateScore> scores) {
    CandidateScore best = scores.get(0);
    for (CandidateScore score : scores) {
      if (score.score() > best.score()) {
        best = score;
      }
    }
    return best;
  }

  private static String algorithm(List<Candidate> candidates, CandidateScore best) {
    return candidates.stream()
        .filter(candidate -> candidate.id().equals(best.candidateId()))
        .map(candidate -> candidate.settings().algorithm().name())
        .findFirst()
        .orElseThrow()
        .toLowerCase(Locale.ROOT);
  }
}

package dev.tracewise.action.policy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tracewise.judge.ClusteredMean;
import dev.tracewise.judge.GroupSplit.Part;
import dev.tracewise.judge.OffPolicyEvaluation;
import dev.tracewise.judge.PairedTerms;
import dev.tracewise.judge.Trust;
import dev.tracewise.learn.policy.DoublyRobustTerms;
import dev.tracewise.learn.policy.RewardEstimates;
import dev.tracewise.learn.router.Router;
import dev.tracewise.learn.router.RouterArtifact;
import dev.tracewise.learn.router.RouterSettings;
import dev.tracewise.learn.router.Setting;
import dev.tracewise.model.Hashes;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.Function;

/**
 * Applies one value of a tunable: what it needs is learned on the training part, then the router is
 * asked anew about every decision of the selection part, in one task and in the order of the keys.
 */
final class RouterTask implements Function<RouterTask.Try, RouterTask.Tried> {
  private static final long serialVersionUID = 1L;
  private static final JsonMapper JSON = new JsonMapper();

  private final Subject subject;
  private final TrainingSet dataset;
  private final RouterSettings current;

  /**
   * @param current the router so far
   */
  RouterTask(Subject subject, TrainingSet dataset, RouterSettings current) {
    this.subject = subject;
    this.dataset = dataset;
    this.current = current;
  }

  /**
   * A value to try.
   *
   * @param id key within the run
   * @param tunable what it is a value of
   * @param setting the value
   */
  record Try(String id, String tunable, Setting setting) implements Serializable {}

  /**
   * A value that was tried.
   *
   * @param label the value in words
   * @param router the router with it
   * @param score how it did on the selection part
   * @param gain what it gains there over the router so far
   */
  record Tried(String label, RouterSettings router, CandidateScore score, ClusteredMean gain)
      implements Serializable {}

  @Override
  public Tried call(Try value) {
    long start = System.nanoTime();
    TrainingData data = TrainingDataCache.of(subject, dataset);
    RouterSettings router = value.setting().applied(current, data.part(Part.TRAINING));
    RewardEstimates estimates = data.onSelection(subject);
    DoublyRobustTerms terms = estimates.terms(new Router(router));
    PairedTerms paired = terms.against(estimates.terms(new Router(current)));
    OffPolicyEvaluation evaluation = terms.evaluation();
    Trust trust = evaluation.trust();
    return new Tried(
        value.setting().label(),
        router,
        new CandidateScore(
            value.id(),
            configuration(value, router),
            Hashes.sha256(RouterArtifact.write(router)),
            Evaluation.values(evaluation),
            trust.effectiveSampleSize(),
            trust.maxWeight(),
            data.part(Part.SELECTION).size(),
            (System.nanoTime() - start) / 1e9),
        ClusteredMean.of(paired.differences(), paired.groups()));
  }

  /** What is tried, as JSON with sorted keys. */
  private static String configuration(Try value, RouterSettings router) {
    ObjectNode json = JSON.createObjectNode();
    json.set("router", RouterArtifact.tree(router));
    json.put("tunable", value.tunable());
    json.put("value", value.setting().label());
    return json.toString();
  }

  /** The values of a tunable, numbered on. */
  static List<Try> number(String tunable, List<Setting> settings, int before) {
    return IntStream.range(0, settings.size())
        .mapToObj(i -> new Try(Candidate.id(before + i + 1), tunable, settings.get(i)))
        .toList();
  }
}

package dev.tracewise.action;

import dev.tracewise.action.ApplyPolicy.Fallback;
import dev.tracewise.learn.policy.Policy;
import dev.tracewise.learn.policy.RewardModel;
import dev.tracewise.learn.router.Router;
import dev.tracewise.learn.router.StoredPolicy;
import dev.tracewise.learn.routing.KeywordBaseline;
import dev.tracewise.learn.routing.Recommendation;
import dev.tracewise.model.Context;
import dev.tracewise.model.Option;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What serves a choice, and why it chose: a version, or a rule where none is live. */
final class Advisor {
  private final Policy policy;
  private final @Nullable RewardModel rewardModel;
  private final boolean byKeywords;
  private final String decidedBy;
  private final Map<String, Double> preferences;

  /**
   * @param artifact artefact of the version; null for none
   * @param fallback the rule where there is none
   * @param decidedBy the version in words
   * @param preferences moving mean reward of each option
   */
  Advisor(
      byte @Nullable [] artifact,
      Fallback fallback,
      String decidedBy,
      Map<String, Double> preferences) {
    this.preferences = preferences;
    this.decidedBy = artifact == null ? Recommendation.RULE : decidedBy;
    byKeywords = artifact == null && fallback == Fallback.KEYWORDS;
    StoredPolicy stored = artifact == null ? null : StoredPolicy.read(artifact);
    rewardModel = stored == null ? null : stored.rewardModel();
    policy = stored == null ? rule() : stored.policy();
  }

  private Policy rule() {
    return byKeywords
        ? (context, options) ->
            Policy.always(byKeywords(context, options).option()).probabilities(context, options)
        : Policy.uniform();
  }

  /** Probability of each option, in their order. */
  double[] probabilities(Context context, List<Option> options) {
    return policy.probabilities(context, options);
  }

  /** Estimated reward of each option, in their order; none where nothing estimates it. */
  double[] values(Context context, List<Option> options) {
    return rewardModel == null ? new double[0] : rewardModel.values(context, options);
  }

  /**
   * Why an option.
   *
   * @param drawn index of the option
   * @param probability with which it was drawn
   * @param values estimated rewards, as of {@link #values}
   */
  Recommendation recommendation(
      Context context, List<Option> options, int drawn, double probability, double[] values) {
    if (policy instanceof Router router) {
      return router.recommend(context, options, drawn, decidedBy);
    }
    String option = options.get(drawn).name();
    if (values.length > 0) {
      return new Recommendation(
          option, Math.max(0, Math.min(1, values[drawn])), comparison(options, values), decidedBy);
    }
    if (byKeywords) {
      Recommendation recommended = byKeywords(context, options);
      return recommended.option().equals(option)
          ? recommended
          : new Recommendation(
              option, probability, "explored; " + recommended.reasoning(), decidedBy);
    }
    return new Recommendation(
        option, probability, "no version is live: every option alike", decidedBy);
  }

  private Recommendation byKeywords(Context context, List<Option> options) {
    String text = context.text();
    return KeywordBaseline.DEFAULTS.recommend(
        text == null ? "" : text, options.stream().map(Option::name).toList(), preferences);
  }

  private static String comparison(List<Option> options, double[] values) {
    StringBuilder text = new StringBuilder("expected reward");
    for (int o = 0; o < values.length; o++) {
      text.append(
          String.format(
              Locale.ROOT, "%s %s %.3f", o == 0 ? "" : ",", options.get(o).name(), values[o]));
    }
    return text.toString();
  }
}

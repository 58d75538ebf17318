package dev.tracewise.learn.router;

import dev.tracewise.learn.policy.Policy;
import dev.tracewise.learn.routing.Recommendation;
import dev.tracewise.model.Context;
import dev.tracewise.model.Option;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Chooses by the weighted mean of what its scorers say. A scorer that has nothing to say of a
 * context does not count there; where none has, every option alike.
 */
public final class Router implements Policy {
  private final RouterSettings settings;
  private final KeywordScorer keywords;

  /** The router of some settings. */
  public Router(RouterSettings settings) {
    this.settings = settings;
    this.keywords = new KeywordScorer(settings.keywords());
  }

  /** What it decides by. */
  public RouterSettings settings() {
    return settings;
  }

  @Override
  public double[] probabilities(Context context, List<Option> options) {
    return decisive(mixed(opinions(context, options), options.size()));
  }

  /** The probability that the scorers together give an option, before the threshold. */
  public double support(Context context, List<Option> options, int option) {
    return Math.min(1, mixed(opinions(context, options), options.size())[option]);
  }

  /**
   * Why an option was chosen, and how sure that is: its support, calibrated.
   *
   * @param chosen index of the option
   * @param decidedBy the version that decides
   */
  public Recommendation recommend(
      Context context, List<Option> options, int chosen, String decidedBy) {
    List<Opinion> opinions = opinions(context, options);
    List<String> reasons =
        opinions.stream()
            .map(o -> String.format(Locale.ROOT, "%s: %.2f", o.reason(), o.probabilities()[chosen]))
            .toList();
    return new Recommendation(
        options.get(chosen).name(),
        settings.calibration().calibrated(support(context, options, chosen)),
        reasons.isEmpty() ? "nothing speaks for any option" : String.join("; ", reasons),
        decidedBy);
  }

  private List<Opinion> opinions(Context context, List<Option> options) {
    List<Opinion> opinions = new ArrayList<>();
    add(opinions, Scorer.ENTITIES, EntityScorer.opinion(settings.entities(), context, options));
    add(opinions, Scorer.MODEL, ModelScorer.opinion(settings.temperature(), options));
    add(opinions, Scorer.KEYWORDS, keywords.opinion(context, options));
    if (opinions.isEmpty()) {
      add(opinions, Scorer.KEYWORDS, keywords.otherwise(options));
    }
    return opinions;
  }

  private void add(List<Opinion> opinions, Scorer scorer, @Nullable Opinion opinion) {
    double weight = settings.weights().getOrDefault(scorer, 0.0);
    if (opinion != null && weight > 0) {
      opinions.add(opinion.weighing(weight));
    }
  }

  /** Where an option stands among those offered; −1 where it does not. */
  static int position(List<Option> options, String name) {
    for (int o = 0; o < options.size(); o++) {
      if (options.get(o).name().equals(name)) {
        return o;
      }
    }
    return -1;
  }

  private static double[] mixed(List<Opinion> opinions, int options) {
    double[] mixed = new double[options];
    if (opinions.isEmpty()) {
      Arrays.fill(mixed, 1.0 / options);
      return mixed;
    }
    double total = opinions.stream().mapToDouble(Opinion::weight).sum();
    for (Opinion opinion : opinions) {
      for (int o = 0; o < options; o++) {
        mixed[o] += opinion.weight() / total * opinion.probabilities()[o];
      }
    }
    return mixed;
  }

  private double[] decisive(double[] probabilities) {
    double best = Arrays.stream(probabilities).max().orElse(0);
    return best >= settings.confidenceThreshold()
        ? ModelScorer.sharpened(probabilities, 0)
        : probabilities;
  }

  /**
   * What a scorer says.
   *
   * @param reason why, in words
   * @param probabilities of the options, in their order
   * @param weight how much it counts
   */
  record Opinion(String reason, double[] probabilities, double weight) {
    Opinion(String reason, double[] probabilities) {
      this(reason, probabilities, 1);
    }

    Opinion weighing(double other) {
      return new Opinion(reason, probabilities, other);
    }

    /** One option with a probability, the others share what is left. */
    static Opinion of(String reason, int option, double probability, int options) {
      double[] probabilities = new double[options];
      double left = options == 1 ? 0 : (1 - probability) / (options - 1);
      Arrays.fill(probabilities, left);
      probabilities[option] = options == 1 ? 1 : probability;
      return new Opinion(reason, probabilities);
    }
  }
}

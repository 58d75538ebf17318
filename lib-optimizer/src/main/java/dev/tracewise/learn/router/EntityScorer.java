package dev.tracewise.learn.router;

import dev.tracewise.learn.router.Router.Opinion;
import dev.tracewise.model.Context;
import dev.tracewise.model.Option;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Votes of entities: each that is sure enough gives its score to the option of its label. */
final class EntityScorer {
  private EntityScorer() {}

  /** What the entities say; null where none has a label of an option offered. */
  static @Nullable Opinion opinion(EntityLabels labels, Context context, List<Option> options) {
    double[] votes = new double[options.size()];
    double sum = 0;
    TreeSet<String> heard = new TreeSet<>();
    for (Context.Entity entity : context.entities()) {
      String type = entity.type();
      double score = score(context, type);
      String option = type == null ? null : labels.options().get(type);
      int position = option == null ? -1 : Router.position(options, option);
      if (position >= 0 && score > 0 && score >= labels.threshold()) {
        votes[position] += score;
        sum += score;
        heard.add(String.valueOf(type));
      }
    }
    if (sum == 0) {
      return null;
    }
    for (int o = 0; o < votes.length; o++) {
      votes[o] /= sum;
    }
    return new Opinion("entities " + String.join(", ", heard), votes);
  }

  /** How sure it is that a text has an entity of the type; 1 where nobody says. */
  static double score(Context context, @Nullable String type) {
    return context.numeric().getOrDefault(Context.ENTITY_SCORE + type, 1.0);
  }
}

package dev.tracewise.learn.data;

import dev.tracewise.learn.modality.ModalityExample;
import dev.tracewise.learn.modality.ModalityExample.Origin;
import dev.tracewise.learn.modality.QueryFeatures;
import dev.tracewise.model.Errors;
import dev.tracewise.model.Modality;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Makes queries for a modality that has few: templates × topics, some with a name, some with a
 * time. What it makes is different from each other and flagged synthetic for ever. The same seed
 * and content make the same, and more of them begin with those of fewer.
 *
 * @param modality for which modality
 * @param content what the queries are about; fallback topics where it has none
 */
public record SyntheticQueries(Modality modality, MinedContent content) {
  private static final double ENTITY_PROBABILITY = 0.3;
  private static final double TIME_PROBABILITY = 0.4;
  private static final int DRAWS_PER_QUERY = 50;

  /** How many different queries there are. */
  public long capacity() {
    return (long) templates().templates().size()
        * topics().size()
        * (1L + content.entities().size())
        * (1L + content.times().size());
  }

  /**
   * Makes queries, all different; fewer than asked for where there are no more.
   *
   * @param count how many, ≥ 0
   * @param option the option that answers them
   * @param seed seed of the draws
   */
  public List<ModalityExample> make(int count, String option, long seed) {
    if (count < 0) {
      throw Errors.usage("make queries", count + " were asked for", "Ask for none or more.");
    }
    SplittableRandom random = new SplittableRandom(seed);
    Set<String> queries = new LinkedHashSet<>();
    long draws = (long) DRAWS_PER_QUERY * Math.min(count, capacity());
    for (long draw = 0; draw < draws && queries.size() < count; draw++) {
      queries.add(query(random));
    }
    List<ModalityExample> examples = new ArrayList<>();
    for (String query : queries) {
      int features = QueryFeatures.of(query, modality, null, List.of(modality.id()), null).known();
      examples.add(new ModalityExample(query, option, null, true, features, Origin.SYNTHETIC));
    }
    return examples;
  }

  private String query(SplittableRandom random) {
    String template = any(templates().templates(), random);
    String query = template.replace(QueryTemplates.TOPIC, any(topics(), random));
    boolean question = query.endsWith("?");
    StringBuilder text =
        new StringBuilder(question ? query.substring(0, query.length() - 1) : query);
    boolean named = random.nextDouble() < ENTITY_PROBABILITY;
    boolean timed = random.nextDouble() < TIME_PROBABILITY;
    if (named && !content.entities().isEmpty()) {
      text.append(" with ").append(any(content.entities(), random));
    }
    if (timed && !content.times().isEmpty()) {
      text.append(", ").append(any(content.times(), random));
    }
    return text.append(question ? "?" : "").toString();
  }

  private QueryTemplates templates() {
    return QueryTemplates.of(modality);
  }

  private List<String> topics() {
    return content.topics().isEmpty() ? templates().fallbackTopics() : content.topics();
  }

  private static String any(List<String> list, SplittableRandom random) {
    return list.get(random.nextInt(list.size()));
  }
}

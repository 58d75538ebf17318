package dev.tracewise.learn.data;

import dev.tracewise.learn.modality.ExampleFilter;
import dev.tracewise.learn.modality.ModalityExample;
import dev.tracewise.learn.modality.SyntheticSettings;
import dev.tracewise.model.Modality;
import dev.tracewise.model.Option;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Where an agent's synthetic decisions come from: a generator for each modality whose expected
 * option the agent really has. Topics are mined from the queries of the log that were good enough
 * to learn from, or from given content.
 */
public final class SyntheticSource {
  private final List<Generator> generators;

  private SyntheticSource(List<Generator> generators) {
    this.generators = generators;
  }

  private record Generator(SyntheticQueries queries, List<Option> options, String chosen) {
    Modality modality() {
      return queries.modality();
    }
  }

  /**
   * What is known of an agent.
   *
   * @param log queries of its log
   * @param options names of the options it is registered with
   * @param content texts that say what queries are about; empty to mine the log instead
   */
  public record Known(List<LoggedQuery> log, List<String> options, List<TimedText> content) {
    /** Copies the lists. */
    public Known {
      log = List.copyOf(log);
      options = List.copyOf(options);
      content = List.copyOf(content);
    }
  }

  /**
   * The source for some modalities.
   *
   * @param modalities for which
   * @param known what is known of the agent
   * @param settings which option each modality expects
   */
  public static SyntheticSource of(
      Collection<Modality> modalities, Known known, SyntheticSettings settings) {
    List<Generator> generators = new ArrayList<>();
    for (Modality modality : modalities.stream().distinct().sorted().toList()) {
      slate(modality, known, settings)
          .ifPresent(
              slate ->
                  generators.add(
                      new Generator(
                          new SyntheticQueries(modality, content(modality, known)),
                          slate,
                          settings.option(modality, names(slate)).orElseThrow())));
    }
    return new SyntheticSource(generators);
  }

  /** How many different decisions there are. */
  public long capacity() {
    return generators.stream().mapToLong(g -> g.queries().capacity()).sum();
  }

  /**
   * Makes decisions, the modalities in equal shares; fewer than asked for where there are no more.
   *
   * @param count how many, ≥ 0
   * @param seed seed of the draws
   */
  public List<SyntheticDecision> make(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Generator> smallestFirst =
        generators.stream().sorted(Comparator.comparing(g -> g.queries().capacity())).toList();
    List<SyntheticDecision> made = new ArrayList<>();
    for (int i = 0; i < smallestFirst.size(); i++) {
      Generator generator = smallestFirst.get(i);
      int share = (count - made.size()) / (smallestFirst.size() - i);
      for (ModalityExample each :
          generator.queries().make(share, generator.chosen(), random.nextLong())) {
        made.add(
            new SyntheticDecision(
                generator.modality(), each.query(), generator.options(), generator.chosen()));
      }
    }
    made.sort(
        Comparator.comparing(SyntheticDecision::modality).thenComparing(SyntheticDecision::query));
    return made;
  }

  /**
   * What the agent last chose among with the expected option in it, else what it is set up with.
   */
  private static Optional<List<Option>> slate(
      Modality modality, Known known, SyntheticSettings settings) {
    return known.log().stream()
        .filter(query -> query.options().size() > 1)
        .filter(query -> settings.option(modality, names(query.options())).isPresent())
        .max(Comparator.comparing(LoggedQuery::time))
        .map(LoggedQuery::options)
        .or(() -> registered(modality, known, settings));
  }

  private static Optional<List<Option>> registered(
      Modality modality, Known known, SyntheticSettings settings) {
    return known.options().size() > 1 && settings.option(modality, known.options()).isPresent()
        ? Optional.of(known.options().stream().distinct().map(Option::named).toList())
        : Optional.empty();
  }

  private static List<String> names(List<Option> options) {
    return options.stream().map(Option::name).toList();
  }

  private static MinedContent content(Modality modality, Known known) {
    List<TimedText> texts = known.content().isEmpty() ? logged(modality, known) : known.content();
    return MinedContent.of(texts, latest(texts));
  }

  private static List<TimedText> logged(Modality modality, Known known) {
    List<TimedText> texts = new ArrayList<>();
    for (LoggedQuery query : known.log()) {
      String text = query.text();
      if (text != null
          && query.modality() == modality
          && ExampleFilter.DEFAULTS.accepts(query.example())) {
        texts.add(new TimedText(text, query.time()));
      }
    }
    return texts;
  }

  /** The newest text is the present: what is made of a log depends on nothing but the log. */
  private static Instant latest(List<TimedText> texts) {
    Instant latest = Instant.EPOCH;
    for (TimedText text : texts) {
      Instant time = text.time();
      latest = time != null && time.isAfter(latest) ? time : latest;
    }
    return latest;
  }
}

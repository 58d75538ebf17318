package dev.tracewise.learn.data;

import dev.tracewise.learn.text.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What texts are about: what most of them share first, then by the alphabet, so that the same texts
 * in any order give the same.
 *
 * @param topics two or three words in a row, none of them a function word, at most 50
 * @param entities names, at most 30
 * @param times words about time, such as {@code from 2024} and {@code recent}
 */
public record MinedContent(List<String> topics, List<String> entities, List<String> times) {
  /** Nothing was mined. */
  public static final MinedContent NONE = new MinedContent(List.of(), List.of(), List.of());

  private static final int TOPICS = 50;
  private static final int ENTITIES = 30;
  private static final int LONGEST = 60;
  private static final int PAIR_LONGER_THAN = 10;
  private static final int TRIPLE_LONGER_THAN = 15;
  private static final Duration RECENT = Duration.ofDays(30);
  private static final Duration THIS_YEAR = Duration.ofDays(365);
  private static final Pattern YEAR =
      Pattern.compile("(?<![\\p{L}\\p{Nd}])20[0-9]{2}(?![\\p{L}\\p{Nd}])");
  private static final Pattern NAMES =
      Pattern.compile("(?<=[^\\s.!?\u2026] )\\p{Lu}[\\p{L}\\p{Nd}]+(?: \\p{Lu}[\\p{L}\\p{Nd}]+)*");
  private static final Set<String> FUNCTION_WORDS =
      Set.of(
          "a", "about", "all", "an", "and", "any", "are", "as", "at", "be", "by", "can", "do",
          "for", "from", "has", "have", "how", "i", "in", "is", "it", "me", "my", "of", "on", "or",
          "our", "please", "show", "some", "that", "the", "their", "there", "these", "this", "to",
          "was", "we", "were", "what", "when", "where", "which", "who", "why", "will", "with",
          "you", "your");

  /** Copies the lists. */
  public MinedContent {
    topics = List.copyOf(topics);
    entities = List.copyOf(entities);
    times = List.copyOf(times);
  }

  /**
   * Mines texts.
   *
   * @param now what is recent is so now
   */
  public static MinedContent of(Collection<TimedText> texts, Instant now) {
    Map<String, Integer> topics = new TreeMap<>();
    Map<String, Integer> entities = new TreeMap<>();
    Set<String> times = new TreeSet<>();
    for (TimedText text : texts) {
      topicsOf(Words.of(text.text())).forEach(topic -> topics.merge(topic, 1, Integer::sum));
      found(NAMES, text.text()).forEach(name -> entities.merge(name, 1, Integer::sum));
      found(YEAR, text.text()).forEach(year -> times.add("from " + year));
      addAge(text, now, times);
    }
    return new MinedContent(
        mostShared(topics, TOPICS), mostShared(entities, ENTITIES), List.copyOf(times));
  }

  private static Set<String> topicsOf(List<String> words) {
    Set<String> topics = new HashSet<>();
    for (int start = 0; start + 2 <= words.size(); start++) {
      addTopic(words.subList(start, start + 2), PAIR_LONGER_THAN, topics);
      if (start + 3 <= words.size()) {
        addTopic(words.subList(start, start + 3), TRIPLE_LONGER_THAN, topics);
      }
    }
    return topics;
  }

  private static void addTopic(List<String> words, int longerThan, Set<String> topics) {
    String topic = String.join(" ", words);
    boolean functional = words.stream().anyMatch(FUNCTION_WORDS::contains);
    if (!functional && topic.length() > longerThan && topic.length() <= LONGEST) {
      topics.add(topic);
    }
  }

  private static Set<String> found(Pattern pattern, String text) {
    Set<String> found = new HashSet<>();
    pattern
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .filter(match -> match.length() <= LONGEST)
        .forEach(found::add);
    return found;
  }

  private static void addAge(TimedText text, Instant now, Set<String> times) {
    if (text.time() == null || text.time().isAfter(now)) {
      return;
    }
    Duration age = Duration.between(text.time(), now);
    if (age.compareTo(RECENT) < 0) {
      times.add("recent");
    }
    if (age.compareTo(THIS_YEAR) < 0) {
      times.add("from this year");
    }
  }

  private static List<String> mostShared(Map<String, Integer> counts, int limit) {
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(limit)
        .map(Map.Entry::getKey)
        .toList();
  }
}

package dev.tracewise.learn.modality;

import dev.tracewise.learn.text.Phrase;
import dev.tracewise.model.Modality;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;

/**
 * Words that tell something of a query for a modality. Data: rules in Java and expressions of Spark
 * are built from it.
 *
 * @param modality for which modality
 * @param category what they tell, such as {@code temporal}; with the modality it names the features
 * @param phrases the words, found as whole words
 */
public record KeywordGroup(Modality modality, String category, List<Phrase> phrases)
    implements Serializable {
  /** The groups of the seed's program, in the order of their features. */
  public static final List<KeywordGroup> DEFAULTS =
      List.of(
          group(
              Modality.VIDEO,
              "keywords",
              "video",
              "watch",
              "show",
              "tutorial",
              "demonstration",
              "walkthrough"),
          group(Modality.VIDEO, "temporal", "how to", "learn", "explain"),
          group(Modality.VIDEO, "visual", "visualize", "see", "display", "animate"),
          group(
              Modality.DOCUMENT,
              "keywords",
              "read",
              "paper",
              "article",
              "documentation",
              "whitepaper",
              "guide"),
          group(
              Modality.DOCUMENT,
              "technical",
              "specification",
              "technical",
              "detailed",
              "comprehensive",
              "analysis"),
          group(Modality.DOCUMENT, "research", "research", "study", "citation", "reference"),
          group(
              Modality.IMAGE,
              "keywords",
              "image",
              "picture",
              "diagram",
              "chart",
              "visualization",
              "infographic"),
          group(
              Modality.IMAGE, "visual", "architecture", "flowchart", "screenshot", "illustration"),
          group(Modality.IMAGE, "complexity", "detailed", "complex", "annotated", "labeled"),
          group(
              Modality.AUDIO,
              "keywords",
              "audio",
              "listen",
              "podcast",
              "recording",
              "talk",
              "interview"),
          group(Modality.AUDIO, "temporal", "lecture", "discussion", "presentation", "speech"),
          group(Modality.AUDIO, "transcript", "transcript", "transcription", "spoken"));

  /** Copies the phrases. */
  public KeywordGroup {
    phrases = List.copyOf(phrases);
  }

  /** The groups of a modality, in order. */
  public static List<KeywordGroup> of(Modality modality) {
    return DEFAULTS.stream().filter(g -> g.modality() == modality).toList();
  }

  /**
   * Name of the feature that is 1 where a phrase of the group occurs, such as {@code has_visual}.
   */
  public String featureName() {
    return "has_" + category;
  }

  /** The phrases that occur among these words of a text. */
  public List<String> found(List<String> wordsOfText) {
    return phrases.stream().filter(p -> p.occursIn(wordsOfText)).map(Phrase::text).toList();
  }

  private static KeywordGroup group(Modality modality, String category, String... words) {
    return new KeywordGroup(modality, category, Stream.of(words).map(Phrase::inflected).toList());
  }
}

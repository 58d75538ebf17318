package dev.tracewise.learn.modality;

import dev.tracewise.model.Modality;
import java.io.Serializable;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which option a modality expects: what a synthetic query is answered with.
 *
 * @param options option by the name of the modality; a modality that is not there gets no synthetic
 *     rows
 */
public record SyntheticSettings(Map<String, String> options) implements Serializable {
  private static final String SUFFIX = "_agent";

  /** The seed's: an agent for each modality, video search for all others. */
  public static final SyntheticSettings SEED =
      new SyntheticSettings(
          Map.of(
              "video", "video_search_agent",
              "document", "document_agent",
              "image", "image_search_agent",
              "audio", "audio_analysis_agent",
              "text", "video_search_agent",
              "mixed", "video_search_agent"));

  /** Sorts the options; refuses names that are no modality. */
  public SyntheticSettings {
    options = Collections.unmodifiableMap(new TreeMap<>(options));
    for (String name : options.keySet()) {
      if (Modality.of(name).isEmpty()) {
        throw new IllegalArgumentException("options names \"" + name + "\", which is no modality");
      }
    }
  }

  /**
   * The option that a modality expects, by the name that the agent gives it: {@code
   * video_search_agent} is found as {@code video_search} too.
   *
   * @param offered names of the options that the agent really has
   * @return empty where it has none of them
   */
  public Optional<String> option(Modality modality, Collection<String> offered) {
    String wanted = options.get(modality.id());
    if (wanted == null) {
      return Optional.empty();
    }
    if (offered.contains(wanted)) {
      return Optional.of(wanted);
    }
    return offered.stream().filter(name -> bare(name).equals(bare(wanted))).sorted().findFirst();
  }

  private static String bare(String name) {
    return name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
  }
}

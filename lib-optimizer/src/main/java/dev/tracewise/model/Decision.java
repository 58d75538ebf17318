package dev.tracewise.model;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One line of a decision log: an agent chose one of its options.
 *
 * @param tenantId who owns the row
 * @param interactionId key within the tenant
 * @param time when it was decided
 * @param agentId who decided
 * @param modality text, image, audio, video, document or mixed
 * @param sessionId conversation or session
 * @param userId end user
 * @param traceId trace of the interaction
 * @param spanId span of the decision
 * @param confidence the agent's own confidence in [0, 1]
 * @param context what was known
 * @param options what could be chosen, at least one, names unique
 * @param chosen the name of the option that was chosen, one of {@code options}
 * @param propensity probability in (0, 1] with which the chosen option was chosen; null if unknown
 * @param probabilities probability of each option, where logged
 * @param output what the user got
 * @param outcome what came of it
 * @param reward reward given by the log, taken as it is
 * @param outcomesByOption what each option would have brought; known in benchmarks only
 * @param metadata anything else, values that are not text as JSON
 * @param served what served the decision; null when the log does not say
 * @param placement where in an experiment, an episode or a slate it was made; null when in none
 */
public record Decision(
    String tenantId,
    String interactionId,
    Instant time,
    String agentId,
    @Nullable String modality,
    @Nullable String sessionId,
    @Nullable String userId,
    @Nullable String traceId,
    @Nullable String spanId,
    @Nullable Double confidence,
    Context context,
    List<Option> options,
    String chosen,
    @Nullable Double propensity,
    Map<String, Double> probabilities,
    @Nullable String output,
    Measures outcome,
    @Nullable Double reward,
    Map<String, OptionOutcome> outcomesByOption,
    Map<String, String> metadata,
    @Nullable Served served,
    @Nullable Placement placement)
    implements Parsed {
  /** Copies the collections; maps are sorted by name. */
  public Decision {
    options = List.copyOf(options);
    probabilities = Collections.unmodifiableMap(new TreeMap<>(probabilities));
    outcomesByOption = Collections.unmodifiableMap(new TreeMap<>(outcomesByOption));
    metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
  }

  /**
   * What an option would have brought.
   *
   * @param measures its outcome, where given as one
   * @param reward its reward, where given as a number
   */
  public record OptionOutcome(Measures measures, @Nullable Double reward) {}

  /**
   * Which version served a decision.
   *
   * @param kind kind of version
   * @param version its number
   */
  public record Served(String kind, long version) {}

  /**
   * Where a decision was made: in an experiment, as a step of an episode, at a place of a slate.
   *
   * @param experimentId experiment it belongs to
   * @param variant variant of the experiment
   * @param episodeId episode of several decisions
   * @param step step in the episode, from 0
   * @param slatePosition position in a slate, from 0
   */
  public record Placement(
      @Nullable String experimentId,
      @Nullable String variant,
      @Nullable String episodeId,
      @Nullable Integer step,
      @Nullable Integer slatePosition) {
    /** In no experiment, episode or slate. */
    public static final Placement NOWHERE = new Placement(null, null, null, null, null);
  }
}

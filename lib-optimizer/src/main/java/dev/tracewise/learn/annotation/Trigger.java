package dev.tracewise.learn.annotation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Decides by the stated rules whether what came in is enough to train again, and whether what was
 * learned is better enough. Every answer has its reasons.
 */
public final class Trigger {
  private final TriggerSettings settings;

  /** With those settings. */
  public Trigger(TriggerSettings settings) {
    this.settings = settings;
  }

  /**
   * An answer.
   *
   * @param yes whether
   * @param reasons why, one clause each, the decisive ones of the answer
   */
  public record Verdict(boolean yes, List<String> reasons) {
    /** Copies the reasons. */
    public Verdict {
      reasons = List.copyOf(reasons);
    }
  }

  /** The answer when somebody insists. */
  public static Verdict forced() {
    return new Verdict(true, List.of("forced"));
  }

  /**
   * Whether to train: enough labels a while after the last training, or enough outcomes a while
   * after it, or a drop that cannot wait (which needs enough outcomes to be believed).
   */
  public Verdict decide(TriggerState state) {
    List<String> met = new ArrayList<>();
    List<String> unmet = new ArrayList<>();
    Duration since = state.sinceTraining();
    boolean annotated = state.annotations() >= settings.minAnnotations();
    String labels = state.annotations() + " of " + settings.minAnnotations() + " labels";
    weigh(annotated, since, settings.annotationInterval(), labels, met, unmet);
    boolean sampled = state.samples() >= settings.minSamples();
    String outcomes = state.samples() + " of " + settings.minSamples() + " outcomes";
    weigh(sampled, since, settings.sampleInterval(), outcomes, met, unmet);
    if (state.drop() > settings.maxDrop()) {
      String fell = share("success fell by %s, more than %s", state.drop(), settings.maxDrop());
      (sampled ? met : unmet).add(sampled ? fell : fell + ", but on " + outcomes);
    }
    return met.isEmpty() ? new Verdict(false, unmet) : new Verdict(true, met);
  }

  /** Whether what was learned is accepted: the gain must be above the least. */
  public Verdict accept(double gain) {
    boolean enough = gain > settings.minImprovement();
    return new Verdict(
        enough,
        List.of(
            share(
                enough ? "the gain of %s is above %s" : "the gain of %s is not above %s",
                gain,
                settings.minImprovement())));
  }

  private static void weigh(
      boolean enough,
      @Nullable Duration since,
      Duration interval,
      String what,
      List<String> met,
      List<String> unmet) {
    boolean rested = since == null || since.compareTo(interval) >= 0;
    if (enough && rested) {
      met.add(what);
    } else if (enough) {
      unmet.add(what + ", but the last training is less than " + words(interval) + " ago");
    } else {
      unmet.add(what);
    }
  }

  private static String words(Duration interval) {
    return interval.toHours() > 0 ? interval.toHours() + " h" : interval.toSeconds() + " s";
  }

  private static String share(String text, double first, double second) {
    return String.format(
        Locale.ROOT, text, String.format(Locale.ROOT, "%.4f", first), Double.toString(second));
  }
}

package dev.tracewise.action.policy;

import dev.tracewise.action.TuneRouter.Request;
import dev.tracewise.action.TuneRouter.Tuned;
import dev.tracewise.action.TuneRouter.Value;
import dev.tracewise.action.policy.RouterTask.Tried;
import dev.tracewise.learn.router.RouterArtifact;
import dev.tracewise.learn.router.RouterCalibration;
import dev.tracewise.learn.router.RouterSettings;
import dev.tracewise.learn.router.Setting;
import dev.tracewise.learn.router.Tunable;
import dev.tracewise.learn.routing.Tuning;
import dev.tracewise.learn.routing.Tuning.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The values of one tunable after the other, each tried on the router that the tunables before it
 * left: a value replaces what is there only where it gains beyond doubt on the selection part.
 */
final class RouterCompetition implements Competition {
  private static final String START = "as it is";

  private final PolicyJobs jobs;
  private final Request request;
  private final Function<Pinned, RouterSettings> start;
  private final List<Tuned> tuned = new ArrayList<>();
  private @Nullable RouterCalibration calibration;

  /**
   * @param start the router to begin with
   */
  RouterCompetition(PolicyJobs jobs, Request request, Function<Pinned, RouterSettings> start) {
    this.jobs = jobs;
    this.request = request;
    this.start = start;
  }

  /** What became of each tunable. */
  List<Tuned> tuned() {
    return List.copyOf(tuned);
  }

  /** How much the router's support means; null where there is no winner. */
  @Nullable RouterCalibration calibration() {
    return calibration;
  }

  @Override
  public Optional<Won> hold(Pinned pinned, TrainingSet dataset, Course course) {
    List<CandidateScore> scores = new ArrayList<>();
    Tried best =
        tryOut("start", List.of(new Setting.Unchanged()), dataset, start.apply(pinned), 0).get(0);
    scores.add(best.score());
    for (Tunable tunable : request.tunables()) {
      List<Setting> settings = tunable.settings(request.grid());
      if (!settings.isEmpty()) {
        List<Tried> trials = tryOut(tunable.id(), settings, dataset, best.router(), scores.size());
        trials.forEach(each -> scores.add(each.score()));
        best = choose(tunable, best, trials);
        course.pause();
      }
    }
    course.tried(scores);
    boolean changed = tuned.stream().anyMatch(Tuned::changed);
    return changed || request.router() != null
        ? Optional.of(calibrated(best, dataset, scores.size()))
        : Optional.empty();
  }

  private Won calibrated(Tried best, TrainingSet dataset, int tried) {
    RouterCalibration learned =
        jobs.one(
            "calibrate the router of " + request.subject().title(),
            best.router(),
            new CalibrationTask(request.subject(), dataset));
    calibration = learned;
    return new Won(
        best.score(),
        RouterArtifact.write(best.router().withCalibration(learned.calibration())),
        "router",
        tried,
        Map.of(
            "calibration_error_before", learned.errorBefore(),
            "calibration_error", learned.errorAfter()));
  }

  @Override
  public String excuse() {
    return "no value of any tunable is better beyond doubt on the selection part: the router stays";
  }

  private List<Tried> tryOut(
      String tunable,
      List<Setting> settings,
      TrainingSet dataset,
      RouterSettings current,
      int before) {
    return jobs.each(
        "try " + settings.size() + " values of " + tunable + " for " + request.subject().title(),
        RouterTask.number(tunable, settings, before),
        new RouterTask(request.subject(), dataset, current));
  }

  private Tried choose(Tunable tunable, Tried current, List<Tried> trials) {
    Tuning<String> tuning =
        Tuning.of(
            START,
            trials.stream().map(each -> new Trial<>(each.label(), each.gain())).toList(),
            request.grid().level());
    boolean changed = !tuning.chosen().equals(START);
    tuned.add(
        new Tuned(
            tunable.id(),
            trials.stream().map(each -> new Value(each.label(), each.gain().interval())).toList(),
            tuning.chosen(),
            changed,
            tuning.gain(),
            tuning.reason()));
    return trials.stream()
        .filter(each -> each.label().equals(tuning.chosen()))
        .findFirst()
        .orElse(current);
  }
}

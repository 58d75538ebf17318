package dev.tracewise.settings;

import dev.tracewise.learn.annotation.AnnotationSettings;
import dev.tracewise.learn.annotation.TriggerSettings;
import dev.tracewise.learn.booster.PredictorSettings;
import dev.tracewise.learn.data.DataLimits;
import dev.tracewise.learn.modality.DecideSettings;
import dev.tracewise.learn.reward.RewardSettings;
import dev.tracewise.learn.router.TuningGrid;
import dev.tracewise.learn.routing.TuningTrigger;
import dev.tracewise.source.IngestSettings;
import java.util.List;

/** Which record holds which part of the configuration: one line per concern. */
final class Sections {
  static final String ROOT = "tracewise";

  static final List<Section> ALL =
      List.of(
          new Section(ROOT, JobSettings.class),
          new Section(ROOT + ".ingest", IngestSettings.class),
          new Section(ROOT + ".spans", SpanSettings.class),
          new Section(ROOT + ".reward", RewardSettings.class),
          new Section(ROOT + ".annotation", AnnotationSettings.class),
          new Section(ROOT + ".trigger", TriggerSettings.class),
          new Section(ROOT + ".policy", PolicySearchSettings.class),
          new Section(ROOT + ".router", TuningGrid.class),
          new Section(ROOT + ".tuning", TuningTrigger.class),
          new Section(ROOT + ".train", PredictorSettings.class),
          new Section(ROOT + ".data", DataLimits.class),
          new Section(ROOT + ".decide", DecideSettings.class),
          new Section(ROOT + ".apply", ApplySettings.class),
          new Section(ROOT + ".activation", ActivationSettings.class));

  private Sections() {}

  /**
   * A part of the configuration.
   *
   * @param path its path
   * @param type the record whose components are its keys
   */
  record Section(String path, Class<? extends Record> type) {}
}

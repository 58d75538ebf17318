package dev.tracewise.learn.modality;

import dev.tracewise.learn.modality.TrainingVerdict.Verdict;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether to train while no model may decide: there are data, and either the success is below its
 * target or the last training is old.
 *
 * @param minimumRealRows real rows that are data enough, default 50
 * @param minimumSyntheticRows synthetic rows that are data enough, default 100
 * @param minimumDataQuality data quality above which synthetic rows count, default 0.7
 * @param targetSuccess success rate from which nothing has to be done, default 0.85
 * @param staleDays days after which a training is old, default 7
 * @param gainPerShortfall expected improvement for each unit below the target, default 0.5
 */
public record TrainingRule(
    long minimumRealRows,
    long minimumSyntheticRows,
    double minimumDataQuality,
    double targetSuccess,
    int staleDays,
    double gainPerShortfall)
    implements Serializable {
  /** The seed's program. */
  public static final TrainingRule DEFAULTS = new TrainingRule(50, 100, 0.7, 0.85, 7, 0.5);

  /** The verdict for a context. */
  public TrainingVerdict decide(ModelingContext context) {
    List<String> reasons = new ArrayList<>();
    boolean data = hasData(context, reasons);
    boolean need = needsTraining(context, reasons);
    if (!data || !need) {
      return new TrainingVerdict(Verdict.WAIT, 0.0, null, TrainingVerdict.RULE, reasons);
    }
    return new TrainingVerdict(
        Verdict.TRAIN, expectedImprovement(context), null, TrainingVerdict.RULE, reasons);
  }

  private boolean hasData(ModelingContext context, List<String> reasons) {
    if (context.realSamples() >= minimumRealRows) {
      reasons.add(
          String.format(
              Locale.ROOT, "%d real rows, %d are needed", context.realSamples(), minimumRealRows));
      return true;
    }
    boolean synthetic =
        context.syntheticSamples() >= minimumSyntheticRows
            && context.dataQuality() > minimumDataQuality;
    reasons.add(
        synthetic
            ? String.format(
                Locale.ROOT,
                "%d synthetic rows at a data quality of %.2f stand in for real ones, of which"
                    + " there are %d",
                context.syntheticSamples(),
                context.dataQuality(),
                context.realSamples())
            : String.format(
                Locale.ROOT,
                "%d real rows, %d are needed; %d synthetic rows at a data quality of %.2f, %d"
                    + " above %.2f would do",
                context.realSamples(),
                minimumRealRows,
                context.syntheticSamples(),
                context.dataQuality(),
                minimumSyntheticRows,
                minimumDataQuality));
    return synthetic;
  }

  private boolean needsTraining(ModelingContext context, List<String> reasons) {
    Double success = context.successRate();
    if (success == null) {
      reasons.add("no real row says how often it succeeds");
    } else {
      reasons.add(
          String.format(
              Locale.ROOT,
              "success %.3f, %s the target of %.2f",
              success,
              success < targetSuccess ? "below" : "not below",
              targetSuccess));
    }
    boolean stale = context.daysSinceLastTraining() >= staleDays;
    reasons.add(
        context.daysSinceLastTraining() >= ModelingContext.NEVER_TRAINED
            ? "never trained"
            : String.format(
                Locale.ROOT,
                "last trained %d days ago, %s than %d",
                context.daysSinceLastTraining(),
                stale ? "not less" : "less",
                staleDays));
    return success == null || success < targetSuccess || stale;
  }

  private @Nullable Double expectedImprovement(ModelingContext context) {
    Double success = context.successRate();
    return success == null
        ? null
        : Double.valueOf(Math.max(0, targetSuccess - success) * gainPerShortfall);
  }
}

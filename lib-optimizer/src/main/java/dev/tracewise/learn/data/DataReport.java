package dev.tracewise.learn.data;

import dev.tracewise.learn.data.Finding.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether a training set can be learned from. Drift is said and never refused: a world that moved
 * is a reason to train.
 *
 * @param checks what each check found, in their order
 */
public record DataReport(List<Finding> checks) {
  /** Copies the findings. */
  public DataReport {
    checks = List.copyOf(checks);
  }

  /**
   * Checks a training set.
   *
   * @param now its counts
   * @param before those of the set that the last version was trained on; null for none
   * @param limits from where on it is doubted or refused
   */
  public static DataReport of(DataSummary now, @Nullable DataSummary before, DataLimits limits) {
    return new DataReport(new Checks(now, limits).all(before));
  }

  /** Whether nothing may be trained on the set. */
  public boolean refused() {
    return checks.stream().anyMatch(f -> f.severity() == Severity.REFUSED);
  }

  /** What has to be said, refusals first; empty where all is well. */
  public List<String> complaints() {
    List<String> complaints = new ArrayList<>(wordsOf(Severity.REFUSED));
    complaints.addAll(wordsOf(Severity.WARNING));
    return complaints;
  }

  /** Why nothing may be trained on the set, in words; empty where something may. */
  public String refusal() {
    return refused()
        ? String.join("; ", wordsOf(Severity.REFUSED))
            + ". Mend the rows, or raise the limits under tracewise.data"
        : "";
  }

  private List<String> wordsOf(Severity severity) {
    return checks.stream().filter(f -> f.severity() == severity).map(Finding::words).toList();
  }

  /** The checks, one method each. */
  private record Checks(DataSummary now, DataLimits limits) {
    List<Finding> all(@Nullable DataSummary before) {
      List<Finding> findings = new ArrayList<>();
      findings.add(rows());
      double refuse = limits.refuseShare();
      findings.add(share("duplicates", now.duplicateRows(), refuse, "are copies of others"));
      findings.add(
          share(
              "conflicting_labels",
              now.conflictingRows(),
              refuse,
              "have a content that one group labels in several ways"));
      findings.add(
          share(
              "short_texts",
              now.shortRows(),
              limits.refuseShortShare(),
              "have a text of fewer than " + DataSummary.SHORT + " words"));
      findings.add(contentLeakage());
      findings.add(
          none("group_leakage", now.sharedGroups(), "groups are in training and held out"));
      findings.add(
          none("synthetic_held_out", now.syntheticHeldOutRows(), "held-out rows are synthetic"));
      if (!now.labels().isEmpty()) {
        findings.add(classes());
      }
      if (before != null) {
        now.distributions().forEach((feature, bins) -> findings.add(drift(feature, before)));
      }
      return findings;
    }

    private Finding rows() {
      boolean both = now.trainingRows() > 0 && now.heldOutRows() > 0;
      String made = now.syntheticRows() == 0 ? "" : " (" + now.syntheticRows() + " synthetic)";
      return new Finding(
          "rows",
          both ? Severity.OK : Severity.REFUSED,
          (double) now.trainingRows(),
          now.trainingRows()
              + " rows to learn from"
              + made
              + ", "
              + now.heldOutRows()
              + " to judge by");
    }

    private Finding share(String check, long faulty, double refuse, String fault) {
      double share = now.trainingRows() == 0 ? 0 : (double) faulty / now.trainingRows();
      return new Finding(
          check,
          severity(share, refuse, limits.warnShare()),
          share,
          String.format(Locale.ROOT, "%.1f %% of the rows %s", 100 * share, fault));
    }

    private static Severity severity(double share, double refuse, double warn) {
      if (share > refuse) {
        return Severity.REFUSED;
      }
      return share > warn ? Severity.WARNING : Severity.OK;
    }

    private Finding contentLeakage() {
      double share =
          now.heldOutRows() == 0 ? 0 : (double) now.sharedContentRows() / now.heldOutRows();
      return new Finding(
          "content_leakage",
          severity(share, limits.leakShare(), 0),
          share,
          String.format(
              Locale.ROOT, "%.1f %% of the held-out rows have a copy in training", 100 * share));
    }

    private static Finding none(String check, long count, String what) {
      return new Finding(
          check, count == 0 ? Severity.OK : Severity.REFUSED, (double) count, count + " " + what);
    }

    private Finding classes() {
      long rarest = now.labels().values().stream().mapToLong(Long::longValue).min().orElse(0);
      double share = (double) rarest / Math.max(1, now.trainingRows());
      String counts =
          now.labels().entrySet().stream()
              .map(e -> e.getKey() + " " + e.getValue())
              .collect(Collectors.joining(", "));
      if (now.labels().size() < 2) {
        return new Finding(
            "class_balance", Severity.REFUSED, share, "there is one class only: " + counts);
      }
      if (rarest < limits.minimumClassRows()) {
        return new Finding(
            "class_balance",
            Severity.REFUSED,
            share,
            String.format(
                Locale.ROOT,
                "the rarest class has %d rows, %d are needed: %s",
                rarest,
                limits.minimumClassRows(),
                counts));
      }
      return new Finding(
          "class_balance",
          share < limits.rareClassShare() ? Severity.WARNING : Severity.OK,
          share,
          String.format(
              Locale.ROOT, "the rarest class is %.2f %% of the rows: %s", 100 * share, counts));
    }

    private Finding drift(String feature, DataSummary before) {
      PopulationStability moved =
          PopulationStability.of(
              before.distributions().getOrDefault(feature, Map.of()),
              now.distributions().getOrDefault(feature, Map.of()));
      boolean drifted = moved.index() >= limits.drift() && moved.index() > moved.noise();
      return new Finding(
          "drift_" + feature,
          drifted ? Severity.WARNING : Severity.OK,
          moved.index(),
          String.format(
              Locale.ROOT,
              "%s moved by %.3f since the last training (population stability index; chance"
                  + " reaches %.3f)",
              feature,
              moved.index(),
              moved.noise()));
    }
  }
}

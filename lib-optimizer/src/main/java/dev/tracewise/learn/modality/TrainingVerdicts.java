package dev.tracewise.learn.modality;

import dev.tracewise.learn.annotation.Trigger;
import dev.tracewise.learn.modality.TrainingVerdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What is said about a training from several sides, and what comes of it.
 *
 * @param training whether it is worth it
 * @param strategy what to train on
 * @param statedStrategy what the stated rule would train on, whoever chose the strategy
 * @param occasion whether there is anything to learn from that the last training has not seen
 */
public record TrainingVerdicts(
    TrainingVerdict training,
    StrategyVerdict strategy,
    StrategyVerdict statedStrategy,
    Trigger.Verdict occasion) {
  private static final String EXPLORATION = "exploration";
  private static final String PERSON = "person";

  /**
   * What is done.
   *
   * @param verdict train or wait
   * @param strategy with which strategy
   * @param decidedBy what decided the training, {@code person} or {@code exploration}
   * @param propensity probability with which chance let it be so
   * @param reasons why, in words
   */
  public record Ruling(
      Verdict verdict,
      StrategyVerdict strategy,
      String decidedBy,
      double propensity,
      List<String> reasons) {
    /** Copies the reasons. */
    public Ruling {
      reasons = List.copyOf(reasons);
    }
  }

  /** When a person insists: it is trained wherever there is anything to train on. */
  public Ruling insisted() {
    return isPossible()
        ? new Ruling(Verdict.TRAIN, possibleStrategy(), PERSON, 1, reasons(possibleStrategy()))
        : waiting(1);
  }

  /**
   * When training has to be worth it, but for a share of the waits: what never is tried is never
   * learned about, nor is what a model skips for ever.
   *
   * @param share share of the waits that are trained all the same, in [0, 1]
   * @param draw a number in [0, 1)
   */
  public Ruling explored(double share, double draw) {
    if (isPossible() && !isSkipped() && training.verdict() == Verdict.TRAIN) {
      return new Ruling(Verdict.TRAIN, strategy, training.decidedBy(), 1, reasons(strategy));
    }
    if (!isPossible() || share == 0) {
      return waiting(1);
    }
    if (draw >= share) {
      return waiting(1 - share);
    }
    List<String> reasons = reasons(possibleStrategy());
    reasons.add(
        String.format(
            Locale.ROOT,
            "trained all the same: one of the %.0f %% that show what waiting costs",
            100 * share));
    return new Ruling(Verdict.TRAIN, possibleStrategy(), EXPLORATION, share, reasons);
  }

  private Ruling waiting(double propensity) {
    // that nothing new came in is a stated rule, whoever would have decided
    String decidedBy = occasion.yes() ? training.decidedBy() : TrainingVerdict.RULE;
    return new Ruling(Verdict.WAIT, strategy, decidedBy, propensity, reasons(strategy));
  }

  private boolean isSkipped() {
    return strategy.strategy() == TrainingStrategy.SKIP;
  }

  private boolean isPossible() {
    return occasion.yes() && possibleStrategy().strategy() != TrainingStrategy.SKIP;
  }

  private StrategyVerdict possibleStrategy() {
    return isSkipped() ? statedStrategy : strategy;
  }

  private List<String> reasons(StrategyVerdict chosen) {
    List<String> reasons = new ArrayList<>(training.reasons());
    reasons.addAll(chosen.reasons());
    String said = String.join("; ", occasion.reasons());
    if (!said.isEmpty()) {
      reasons.add((occasion.yes() ? "enough is new: " : "too little is new: ") + said);
    }
    return reasons;
  }
}

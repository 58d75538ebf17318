package dev.tracewise.model;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What a version is; the name in tables and on the command line is lower snake case. */
public enum VersionKind {
  ROUTING_POLICY,
  PROMPT_PROGRAM,
  REWARD_MODEL,
  TRAINING_DECISION,
  TRAINING_STRATEGY,
  FUSION_BENEFIT,
  BANDIT,
  CONSENSUS_WEIGHTS,
  SLO,
  LANGUAGE_MODEL_ADAPTER;

  /** The kinds that predict: boosters, judged by their losses. */
  public static final Set<VersionKind> PREDICTORS =
      Collections.unmodifiableSet(
          EnumSet.of(REWARD_MODEL, TRAINING_DECISION, TRAINING_STRATEGY, FUSION_BENEFIT));

  /** The name in tables, such as {@code routing_policy}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package dev.tracewise.action.policy;

/** What becomes of decisions whose log does not say how likely they were. */
public enum MissingPropensity {
  /** They are left out: nothing is claimed that the log does not carry. */
  LEFT_OUT,
  /** A model of the log's behaviour fills in; what rests on it says so. */
  MODELLED
}

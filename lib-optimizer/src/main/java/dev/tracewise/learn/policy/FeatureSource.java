package dev.tracewise.learn.policy;

/** Where features come from. */
public enum FeatureSource {
  /** Words and characters of the context's text. */
  TEXT,
  /** The same of the enhanced text. */
  ENHANCED_TEXT,
  /** Numbers of the context, standardised. */
  NUMERIC,
  /** Categories of the context. */
  CATEGORICAL,
  /** Texts and types of the entities. */
  ENTITIES,
  /** Numbers of the options, alone and crossed with numbers and categories of the context. */
  OPTION_FEATURES,
  /** What was asked earlier in the session, see {@link SessionFacts}. */
  EARLIER_QUERIES,
  /**
   * What was chosen earlier in the session, and what came of it; needs {@link #EARLIER_QUERIES}.
   */
  EARLIER_CHOICES
}

package dev.tracewise.model;

/** What one record of an input file turned out to be. */
public sealed interface Parsed
    permits Span, Decision, Outcome, Feedback, ChoiceRequest, FusionRequest, SpanLabel, Rejection {}

package dev.tracewise.learn.workflow;

/**
 * What a workflow of a pattern was worth.
 *
 * @param pattern how the agents worked together
 * @param value its worth, such as its reward, which counts the time it took
 * @param group its group
 */
public record PatternOutcome(OrchestrationPattern pattern, double value, String group) {}

package dev.tracewise.jobs.command;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a command came to.
 *
 * @param exitCode 0 done, 1 failed, 2 wrong usage, 3 refused, 4 records quarantined under --strict,
 *     130 interrupted or cancelled
 * @param json the result, the same object that {@code --json} prints
 */
public record Answer(int exitCode, JsonNode json) {}

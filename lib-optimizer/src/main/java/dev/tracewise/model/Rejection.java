package dev.tracewise.model;

import org.jspecify.annotations.Nullable;

/**
 * A record that could not be read, with the reason; kept in the quarantine.
 *
 * @param tenantId who owns the row
 * @param recordSha256 SHA-256 (lower-case hex) of the raw record
 * @param source file it came from
 * @param line line in the file, from 1
 * @param reason why it was refused: bad_json, missing_field, wrong_type, impossible_time,
 *     out_of_range, conflict, truncated, too_long, unknown_shape, wrong_tenant, …
 * @param field dotted path of the field at fault, where there is one
 * @param detail one sentence for a person
 * @param raw the record, capped
 */
public record Rejection(
    String tenantId,
    String recordSha256,
    String source,
    long line,
    String reason,
    @Nullable String field,
    String detail,
    String raw)
    implements Parsed {}

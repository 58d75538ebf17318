package dev.tracewise.source;

import dev.tracewise.model.Parsed;

/**
 * One record that was read.
 *
 * @param line line where it begins, from 1
 * @param position its number among the records of its file or piece, from 0
 * @param parsed the record
 * @param raw the text that it was read from, capped as the quarantine keeps it
 */
public record Reading(long line, long position, Parsed parsed, String raw) {}

package dev.tracewise.source;

import org.jspecify.annotations.Nullable;

/**
 * Why a record cannot be read.
 *
 * @param reason the reason in one word, such as {@code missing_field}
 * @param field dotted path of the field at fault
 * @param detail one sentence for a person
 */
record Problem(String reason, @Nullable String field, String detail) {}

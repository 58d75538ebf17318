/**
 * The tables: one class per Delta table with its schema, keys, constraints and mapper; reads of one
 * tenant at a pinned version, changes since a version, idempotent merges; the registry of versions;
 * content-addressed training sets; SQL over one tenant's rows. Sees {@code model} only.
 */
@NullMarked
package dev.tracewise.table;

import org.jspecify.annotations.NullMarked;

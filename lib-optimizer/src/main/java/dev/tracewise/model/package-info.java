/**
 * The domain: immutable records, closed choices and the one factory of errors. Sees nothing but the
 * JDK, so every other floor may see it.
 */
@NullMarked
package dev.tracewise.model;

import org.jspecify.annotations.NullMarked;

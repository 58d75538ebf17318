/**
 * What agents that work together teach: workflows as experiences, once each, and which pattern of
 * working together a query deserves.
 */
@NullMarked
package dev.tracewise.learn.workflow;

import org.jspecify.annotations.NullMarked;

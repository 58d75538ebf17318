/**
 * A world of modalities that drift, in which ways to decide when to train are compared: what a
 * training brings is known there, and waiting has its price.
 */
@NullMarked
package dev.tracewise.learn.modality.simulation;

import org.jspecify.annotations.NullMarked;

/**
 * The demonstration: a seeded world of a small multimodal assistant whose true values are known,
 * the real files it leaves behind, and the whole cycle run on them by public commands only.
 */
@NullMarked
package dev.tracewise.jobs.demo;

import org.jspecify.annotations.NullMarked;

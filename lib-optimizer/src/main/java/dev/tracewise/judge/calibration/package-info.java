/**
 * How far a predicted probability or number can be believed: metrics on held-out rows with their
 * intervals by group, the reliability curve, and calibrations learned on rows that the predictor
 * has not seen.
 */
@NullMarked
package dev.tracewise.judge.calibration;

import org.jspecify.annotations.NullMarked;

/** Deciding when to train: what is known of each modality, and what earlier trainings brought. */
@NullMarked
package dev.tracewise.action.decide;

import org.jspecify.annotations.NullMarked;

/**
 * When and how to learn, per modality: the context of a modality, the rules that decide until a
 * model may, the features of the models that decide after, what a modality with few rows borrows
 * from the others, and what a query says of its modality.
 */
@NullMarked
package dev.tracewise.learn.modality;

import org.jspecify.annotations.NullMarked;

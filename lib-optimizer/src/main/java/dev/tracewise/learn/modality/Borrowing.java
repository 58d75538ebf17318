package dev.tracewise.learn.modality;

import dev.tracewise.model.Modality;
import java.util.Locale;

/**
 * What a modality borrows from the others, see {@link PooledPrior}.
 *
 * @param modality which modality borrows
 * @param ownRows its own rows
 * @param otherRows rows of the others
 * @param borrowedRows how many rows the others are worth
 * @param rowWeight weight of each row of the others in training, in [0, 1]; own rows have 1
 * @param ownShare share of the modality's own rows in the estimate, in [0, 1]
 * @param mean pooled mean of the modality; NaN where nobody has a row
 */
public record Borrowing(
    Modality modality,
    long ownRows,
    long otherRows,
    double borrowedRows,
    double rowWeight,
    double ownShare,
    double mean) {
  /** In words, for the reasons of a verdict. */
  public String words() {
    if (otherRows == 0) {
      return String.format(
          Locale.ROOT, "%s has %d rows and nobody to borrow from", modality.id(), ownRows);
    }
    return String.format(
        Locale.ROOT,
        "%s has %d rows of its own; %d rows of other modalities enter with weight %.3f each, worth"
            + " %.1f rows, so that %.0f %% of the estimate is its own",
        modality.id(),
        ownRows,
        otherRows,
        rowWeight,
        borrowedRows,
        100 * ownShare);
  }
}

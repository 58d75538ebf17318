package dev.tracewise.action.meta;

import dev.tracewise.action.policy.EarlierLooks;
import dev.tracewise.action.policy.Judgement;
import dev.tracewise.action.policy.LookLedger;
import dev.tracewise.judge.PairedTerms;
import dev.tracewise.judge.PredictorGate;
import dev.tracewise.model.Evidence;
import dev.tracewise.model.Hashes;
import dev.tracewise.table.Warehouse;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A look of the gate at what a predictor loses, entered in the book of looks.
 *
 * @param ledger the book
 * @param place where looks are counted together
 * @param runId the run that looks; a run that is resumed looks once
 * @param now when
 */
record PredictorLook(LookLedger ledger, LookLedger.Place place, String runId, Instant now) {
  /** The baseline of a predictor where none is live. */
  static final String BASE_RATE = "base_rate";

  /** A look in the book of a warehouse. */
  PredictorLook(Warehouse warehouse, LookLedger.Place place, String runId, Instant now) {
    this(new LookLedger(warehouse), place, runId, now);
  }

  /** The name of a version as a baseline. */
  static String live(long version) {
    return "version:" + version;
  }

  /**
   * Looks.
   *
   * @param method what a loss is called
   * @param baseline {@value #BASE_RATE}, or the name of a version
   * @param keys the rows that are looked at
   * @param losses what both lose on each of them
   * @param dataset hash of the training set; null for none
   */
  Evidence at(
      String method,
      String baseline,
      List<String> keys,
      PairedTerms losses,
      @Nullable String dataset) {
    EarlierLooks before = ledger.before(place, runId);
    long[] hashes = hashes(keys);
    int look = before.lookAt(hashes);
    Evidence evidence = new PredictorGate(method, baseline, look).judge(losses);
    if (!keys.isEmpty()) {
      ledger.enter(place, runId, dataset, before, new Judgement(evidence, look, hashes), now);
    }
    return evidence;
  }

  /** Numbers by which a later look knows the rows again; sorted. */
  private static long[] hashes(List<String> keys) {
    return keys.stream()
        .mapToLong(key -> ByteBuffer.wrap(Hashes.sha256Bytes(key)).getLong())
        .sorted()
        .toArray();
  }
}

package dev.tracewise.jobs.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class HeapPeakTest {
  private static final int MEBIBYTES = 64;

  @Test
  void remembersWhatWasInUseBeforeGarbageWasCollected() throws InterruptedException {
    System.gc();
    try (HeapPeak peak = new HeapPeak()) {
      byte[][] garbage = new byte[MEBIBYTES][1 << 20];
      Arrays.fill(garbage, null);
      System.gc();
      for (int wait = 0; wait < 500 && peak.megabytes() < MEBIBYTES; wait++) {
        Thread.sleep(10);
      }
      assertThat(peak.megabytes())
          .isBetween((long) MEBIBYTES, Runtime.getRuntime().maxMemory() >> 20);
    }
  }
}

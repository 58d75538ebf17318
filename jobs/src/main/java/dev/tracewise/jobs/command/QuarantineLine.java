package dev.tracewise.jobs.command;

import dev.tracewise.jobs.output.Page;

/** How many lines of an input could not be read, as a person reads it. */
final class QuarantineLine {
  private QuarantineLine() {}

  /** Adds the line; nothing where all could be read. */
  static void show(long quarantined, Page page) {
    if (quarantined > 0) {
      page.line(quarantined + " lines could not be read and are in quarantine");
    }
  }
}

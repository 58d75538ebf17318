package dev.tracewise.jobs.command;

import dev.tracewise.jobs.output.Json;
import dev.tracewise.jobs.output.Page;

/** What a command answers: a record whose components are the keys of {@code --json}. */
public interface Result {
  /** Shows it to a person. */
  void show(Page page);

  /** The key {@code status} of the JSON, unless the record has a component of that name. */
  default String status() {
    return "done";
  }

  /** The exit code, see {@code interface.md} §1. */
  default int exitCode() {
    return 0;
  }

  /** How many records went to quarantine; more than none makes {@code --strict} exit with 4. */
  default long quarantinedRecords() {
    return 0;
  }

  /** What is written as JSON: an object. */
  default Object json() {
    return Json.tree(this);
  }
}

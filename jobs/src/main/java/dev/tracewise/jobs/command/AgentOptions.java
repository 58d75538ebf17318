package dev.tracewise.jobs.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which agent is meant, and which of its decisions. */
class AgentOptions {
  @Option(names = "--agent", paramLabel = "A", required = true, description = "The agent.")
  String agent = "";

  @Option(names = "--modality", paramLabel = "M", description = "Only this modality.")
  @Nullable String modality;
}

package dev.tracewise.jobs.command;

import dev.tracewise.model.Errors;
import dev.tracewise.model.Modality;
import dev.tracewise.model.Scope;
import dev.tracewise.model.VersionKind;
import dev.tracewise.table.VersionFilter;
import dev.tracewise.table.VersionReference;
import dev.tracewise.table.VersionRow;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which versions are meant, as far as needed to be unique. */
final class VersionOptions {
  @Option(names = "--agent", paramLabel = "A", description = "Versions of this agent.")
  @Nullable String agent;

  @Option(names = "--kind", paramLabel = "K", description = "Versions of this kind.")
  @Nullable VersionKind kind;

  @Option(names = "--modality", paramLabel = "M", description = "Versions of this modality.")
  @Nullable String modality;

  /** The filter that the options make. */
  VersionFilter filter() {
    return new VersionFilter(kind, agent, modalityId());
  }

  /** The version of a reference, {@code N} or {@code AGENT/KIND@N}; an error unless it is one. */
  VersionRow version(CommandContext context, String reference) {
    return VersionReference.parse(reference).one(versions(context));
  }

  /** The versions that are meant. */
  List<VersionRow> versions(CommandContext context) {
    return context.reads().versions(context.tenant(), filter());
  }

  /** Those of exactly the scope that the options name, where there are any; else all of them. */
  List<VersionRow> exact(List<VersionRow> versions) {
    String scope = new Scope(agent, modalityId(), null).id();
    List<VersionRow> named = versions.stream().filter(v -> v.scope().equals(scope)).toList();
    return named.isEmpty() ? versions : named;
  }

  private @Nullable String modalityId() {
    if (modality == null) {
      return null;
    }
    return Modality.of(modality)
        .map(Modality::id)
        .orElseThrow(
            () ->
                Errors.usage(
                    "find versions of modality \"" + modality + "\"",
                    "there is no such modality",
                    "Modalities: text, image, audio, video, document, mixed."));
  }
}

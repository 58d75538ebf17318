package dev.tracewise.table;

import dev.tracewise.model.Errors;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A version as people write it: {@code 3}, {@code routing_policy@3}, {@code
 * router/routing_policy@3}, or with a whole scope, {@code
 * agent/router/modality/text/routing_policy@3}.
 *
 * @param text as it was written
 * @param owner agent or scope, where one is named
 * @param kind kind, where one is named, such as {@code routing_policy}
 * @param number number of the version
 */
public record VersionReference(
    String text, @Nullable String owner, @Nullable String kind, long number)
    implements Serializable {
  private static final Pattern FORM =
      Pattern.compile("(?:(?:(?<owner>.+)/)?(?<kind>[A-Za-z_-]+)@)?(?<number>[0-9]{1,18})");

  /** Reads what was written. */
  public static VersionReference parse(String text) {
    Matcher form = FORM.matcher(text.trim());
    if (!form.matches()) {
      throw Errors.usage(
          "find version \"" + text + "\"",
          "it is no version",
          "Write N, or AGENT/KIND@N; tracewise versions list has them.");
    }
    String kind = form.group("kind");
    return new VersionReference(
        text,
        form.group("owner"),
        kind == null ? null : kind.replace('-', '_').toLowerCase(Locale.ROOT),
        Long.parseLong(form.group("number")));
  }

  /** The one of these that is meant; an error that names the choices where several may be. */
  public VersionRow one(List<VersionRow> versions) {
    List<VersionRow> meant = versions.stream().filter(this::mayMean).toList();
    List<VersionRow> exact = meant.stream().filter(this::namesScope).toList();
    List<VersionRow> found = exact.isEmpty() ? meant : exact;
    if (found.isEmpty()) {
      throw Errors.usage(
          "find version " + text, "there is none", "tracewise versions list has them.");
    }
    if (found.size() > 1) {
      throw Errors.usage(
          "tell which version " + text + " is meant",
          "there are " + found.size(),
          "Add --agent, --kind or --modality, or write one of: " + choices(found) + ".");
    }
    return found.get(0);
  }

  /** References that mean exactly one of these each. */
  public static String choices(List<VersionRow> versions) {
    return versions.stream().map(VersionRow::label).collect(Collectors.joining(", "));
  }

  private boolean mayMean(VersionRow version) {
    return version.version() == number
        && (kind == null || kind.equals(version.kind()))
        && (owner == null || owner.equals(version.agentId()) || owner.equals(version.scope()));
  }

  private boolean namesScope(VersionRow version) {
    return owner != null
        && (version.scope().equals(owner) || version.scope().equals("agent/" + owner));
  }
}

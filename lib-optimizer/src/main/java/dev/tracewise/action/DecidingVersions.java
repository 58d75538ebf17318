package dev.tracewise.action;

import dev.tracewise.action.policy.Subject;
import dev.tracewise.model.Scope;
import dev.tracewise.table.VersionRow;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which versions decide for an agent's contexts: of those that are live, the one of the narrowest
 * scope that a context is in.
 *
 * @param byModality versions by the modality of the context; {@link #ANY} where none is narrower
 */
record DecidingVersions(SortedMap<String, VersionRow> byModality) {
  /** Contexts of every modality that has no version of its own. */
  static final String ANY = "";

  /** Copies the versions. */
  DecidingVersions {
    byModality = Collections.unmodifiableSortedMap(new TreeMap<>(byModality));
  }

  /** One version for all contexts. */
  static DecidingVersions only(VersionRow version) {
    return new DecidingVersions(new TreeMap<>(Map.of(ANY, version)));
  }

  /** Of versions that are live, those that decide for a subject; none is the baseline rule. */
  static DecidingVersions narrowest(List<VersionRow> active, Subject subject) {
    SortedMap<String, VersionRow> found = new TreeMap<>();
    Optional<VersionRow> whole = narrowest(active, subject.scope());
    whole.ifPresent(version -> found.put(ANY, version));
    if (subject.modality() == null) {
      for (VersionRow version : active) {
        String modality = version.modality();
        if (modality != null) {
          narrowest(active, Scope.of(subject.agentId(), modality))
              .filter(narrow -> !Optional.of(narrow).equals(whole))
              .ifPresent(narrow -> found.put(modality, narrow));
        }
      }
    }
    return new DecidingVersions(found);
  }

  private static Optional<VersionRow> narrowest(List<VersionRow> active, Scope scope) {
    return active.stream()
        .filter(version -> Scope.parse(version.scope()).covers(scope))
        .max(Comparator.comparingInt(version -> Scope.parse(version.scope()).narrowness()));
  }

  /** Something of each version, by modality. */
  <T> Map<String, T> map(Function<VersionRow, T> mapper) {
    Map<String, T> mapped = new TreeMap<>();
    byModality.forEach((modality, version) -> mapped.put(modality, mapper.apply(version)));
    return mapped;
  }

  /** The tenant whose versions they are where that is not this one; null otherwise. */
  @Nullable String lender(String tenantId) {
    return byModality.values().stream()
        .map(VersionRow::tenantId)
        .filter(owner -> !owner.equals(tenantId))
        .findFirst()
        .orElse(null);
  }

  /** The number of the tenant's own version if there is exactly one. */
  @Nullable Long number(String tenantId) {
    return byModality.size() == 1 && lender(tenantId) == null
        ? byModality.values().iterator().next().version()
        : null;
  }

  /** The versions as they are written on the command line, of another tenant with its id. */
  List<String> labels(String tenantId) {
    return byModality.values().stream()
        .map(
            version ->
                version.tenantId().equals(tenantId)
                    ? version.label()
                    : version.tenantId() + ":" + version.label())
        .toList();
  }
}

package dev.tracewise.action.policy;

import dev.tracewise.learn.policy.Choice;
import dev.tracewise.learn.policy.PolicyArtifact;
import dev.tracewise.learn.policy.PolicyDifference;
import dev.tracewise.learn.policy.SoftmaxPolicy;
import dev.tracewise.learn.router.RouterArtifact;
import dev.tracewise.table.DatasetFile;
import dev.tracewise.table.SmallReads;
import dev.tracewise.table.VersionRow;
import java.util.Optional;
import java.util.stream.Stream;

/** Compares two versions of a routing policy: what changed in how they decide. */
public final class PolicyComparison {
  private static final int MOST_WEIGHTS = 15;

  /** Enough for the names of features that matter; a training set may be much longer. */
  private static final int EXAMPLES = 20_000;

  private final SmallReads reads;

  /** Comparisons in a warehouse. */
  public PolicyComparison(SmallReads reads) {
    this.reads = reads;
  }

  /** What the second version decides by otherwise than the first. */
  public PolicyDifference of(VersionRow from, VersionRow to) {
    byte[] before = artifact(from);
    byte[] after = artifact(to);
    if (RouterArtifact.is(before) || RouterArtifact.is(after)) {
      return PolicyDifference.ofSettings(
          RouterArtifact.described(before), RouterArtifact.described(after));
    }
    try (Stream<String> lines = trainingSet(to)) {
      Stream<Choice> examples =
          lines.limit(EXAMPLES).map(line -> TrainingLine.parse(line).choice());
      return PolicyDifference.between(learned(before), learned(after), examples, MOST_WEIGHTS);
    }
  }

  private static SoftmaxPolicy learned(byte[] artifact) {
    return PolicyArtifact.read(artifact).policy();
  }

  private byte[] artifact(VersionRow version) {
    return reads.artifact(version).bytes();
  }

  private Stream<String> trainingSet(VersionRow version) {
    return Optional.ofNullable(version.provenance().datasetSha256())
        .flatMap(sha256 -> reads.trainingSet(version.tenantId(), sha256))
        .map(DatasetFile::lines)
        .orElseGet(Stream::empty);
  }
}

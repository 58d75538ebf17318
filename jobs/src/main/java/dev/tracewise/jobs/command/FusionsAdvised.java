package dev.tracewise.jobs.command;

import dev.tracewise.action.ApplyFusion;
import dev.tracewise.jobs.output.Page;
import dev.tracewise.source.IngestSettings;
import dev.tracewise.table.VersionReference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code apply --kind fusion_benefit} said. */
record FusionsAdvised(
    String status,
    long rows,
    long fused,
    @Nullable Long version,
    List<String> versions,
    String rule,
    long quarantined,
    String output)
    implements Result {
  /** Recommends. */
  static FusionsAdvised by(CommandContext context, ApplyFusion.Request request) {
    ApplyFusion action =
        new ApplyFusion(
            context.warehouse(), context.settings().of(IngestSettings.class), context.clock());
    return context.dryRun()
        ? of(action.preview(request), "would_write")
        : of(action.execute(request), "done");
  }

  private static FusionsAdvised of(ApplyFusion.Result result, String status) {
    List<String> versions = result.versions();
    return new FusionsAdvised(
        status,
        result.rows(),
        result.fused(),
        versions.size() == 1 ? VersionReference.parse(versions.get(0)).number() : null,
        versions,
        result.rule(),
        result.quarantined(),
        result.output());
  }

  @Override
  public long quarantinedRecords() {
    return quarantined;
  }

  @Override
  public void show(Page page) {
    String by =
        versions.isEmpty()
            ? "the stated rule: no version is active"
            : "version " + String.join(" and ", versions);
    page.line(fused + " of " + rows + " queries to be answered from two modalities, by " + by);
    String where = status.equals("done") ? "is in " : "would be written into ";
    page.line("Which, and why, " + where + output);
    QuarantineLine.show(quarantined, page);
  }
}

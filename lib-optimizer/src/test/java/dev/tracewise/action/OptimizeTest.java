package dev.tracewise.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tracewise.action.Optimize.Request;
import dev.tracewise.action.Optimize.Terms;
import dev.tracewise.action.Optimize.Type;
import dev.tracewise.learn.data.DataLimits;
import dev.tracewise.model.Modality;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OptimizeTest {
  private static final Optimize.Search SEARCH =
      new Optimize.Search("r", 4, List.of(), 50, 42, "build", "test", DataLimits.DEFAULTS);

  private static Terms terms(@Nullable String agent, @Nullable Modality modality) {
    return new Terms(agent, modality, "summarize it", SEARCH);
  }

  /** All five paths of the seed's coordinator end in an error, and it asks for no modality. */
  @Test
  void everyTypeHasItsRequestAndSaysWhatItNeeds() {
    Terms all = terms("router", Modality.VIDEO);
    assertThat(
            Map.of(
                Type.ROUTING, Request.of(Type.ROUTING, all),
                Type.MODALITY, Request.of(Type.MODALITY, all),
                Type.CROSS_MODAL, Request.of(Type.CROSS_MODAL, all),
                Type.UNIFIED, Request.of(Type.UNIFIED, all),
                Type.ORCHESTRATION, Request.of(Type.ORCHESTRATION, all)))
        .isEqualTo(
            Map.of(
                Type.ROUTING, new Optimize.Routing("router", Modality.VIDEO, SEARCH),
                Type.MODALITY, new Optimize.OneModality(Modality.VIDEO, "router", SEARCH),
                Type.CROSS_MODAL, new Optimize.CrossModal(),
                Type.UNIFIED, new Optimize.Unified("router", SEARCH),
                Type.ORCHESTRATION, new Optimize.Orchestration("summarize it")));
    assertThatThrownBy(() -> Request.of(Type.MODALITY, terms("router", null)))
        .hasMessage("Cannot optimize a modality: no modality is named.\nName one with --modality.");
    assertThatThrownBy(() -> Request.of(Type.ROUTING, terms(null, Modality.VIDEO)))
        .hasMessage("Cannot optimize routing: no agent is named.\nName one with --agent.");
    assertThat(Request.of(Type.UNIFIED, terms(null, null)))
        .isEqualTo(new Optimize.Unified(null, SEARCH));
  }
}

package dev.tracewise.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ModalityTest {
  @Test
  void check32ThePrimaryOfSeveral() {
    assertThat(Modality.primary(List.of("text", "video", "document"))).contains(Modality.VIDEO);
    assertThat(Modality.primary(List.of("Text", "Image", "document"))).contains(Modality.IMAGE);
    assertThat(Modality.primary(List.of())).isEmpty();
    assertThat(Modality.primary(List.of("hologram", "mixed"))).contains(Modality.TEXT);
  }
}

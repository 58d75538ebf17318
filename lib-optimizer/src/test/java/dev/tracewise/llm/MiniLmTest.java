package dev.tracewise.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tracewise.model.Embedder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MiniLmTest {
  private static final Embedder EMBEDDER = MiniLm.shared();

  /** An embedder that says what it was asked. */
  private static final class Asked implements Embedder {
    private final List<String> texts = new ArrayList<>();

    @Override
    public String name() {
      return "asked";
    }

    @Override
    public int dimensions() {
      return 1;
    }

    @Override
    public List<float[]> embed(List<String> asked) {
      texts.addAll(asked);
      return asked.stream().map(text -> new float[] {text.length()}).toList();
    }
  }

  @Test
  void vectorsOfTextsOfOneMeaningAreClose() {
    List<float[]> vectors =
        EMBEDDER.embed(
            List.of("A man is eating food.", "A man is eating a meal.", "The stock market fell."));
    assertThat(EMBEDDER.name()).isEqualTo(MiniLm.NAME);
    assertThat(vectors).allMatch(vector -> vector.length == EMBEDDER.dimensions());
    assertThat(dot(vectors.get(0), vectors.get(0))).isEqualTo(1, within(1e-6));
    assertThat(dot(vectors.get(0), vectors.get(1))).isGreaterThan(0.8);
    assertThat(dot(vectors.get(0), vectors.get(2))).isLessThan(0.2);
  }

  /** What langchain4j 1.20.0-beta30 makes of the same texts with the same model. */
  @Test
  void vectorsAreThoseOfTheReference() {
    float[] plain = EMBEDDER.embed("A man is eating food.");
    assertThat(plain[0]).isEqualTo(0.038444784f, within(0.005f));
    assertThat(plain[383]).isEqualTo(-0.032896593f, within(0.005f));
    float[] odd = EMBEDDER.embed("Caf\u00e9 na\u00efve, \u6c34\u737a are otters; unbelievably so!");
    assertThat(odd[0]).isEqualTo(-0.0036713078f, within(0.005f));
    assertThat(odd[1]).isEqualTo(0.027316812f, within(0.005f));
    assertThat(odd[2]).isEqualTo(0.11677624f, within(0.005f));
    assertThat(odd[383]).isEqualTo(0.08592701f, within(0.005f));
  }

  @Test
  void aTextHasTheSameBitsWhateverIsEmbeddedWithIt() {
    MiniLm fresh = MiniLm.load();
    float[] alone = fresh.embed("otters hold hands");
    float[] among =
        fresh
            .embed(List.of("!".repeat(3000), "otters hold hands", "a longer text of other words"))
            .get(1);
    assertThat(among).isEqualTo(alone).isEqualTo(EMBEDDER.embed("otters hold hands"));
    assertThat(fresh.embed("")).hasSize(MiniLm.DIMENSIONS).doesNotContain(Float.NaN);
  }

  @Test
  void theLastTextsAreRemembered() {
    Asked asked = new Asked();
    CachedEmbedder cached = new CachedEmbedder(asked, 2);
    assertThat(cached.name()).isEqualTo("asked");
    assertThat(cached.dimensions()).isEqualTo(1);
    float[] first = cached.embed("a");
    first[0] = 7;
    assertThat(cached.embed("a")).containsExactly(1);
    cached.embed(List.of("bb", "a", "ccc", "a", "bb"));
    assertThat(asked.texts).containsExactly("a", "bb", "ccc", "bb");
  }

  private static double dot(float[] a, float[] b) {
    double dot = 0;
    for (int i = 0; i < a.length; i++) {
      dot += a[i] * b[i];
    }
    return dot;
  }
}

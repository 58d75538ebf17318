package dev.tracewise.llm;

import dev.tracewise.model.Embedder;
import dev.tracewise.model.Hashes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An embedder that remembers the texts it was asked for last, by the hash of their content. */
final class CachedEmbedder implements Embedder {
  private static final float LOAD = 0.75f;

  private final Embedder embedder;
  private final int capacity;
  private final Map<String, float[]> vectors;

  /**
   * @param capacity how many texts are remembered
   */
  CachedEmbedder(Embedder embedder, int capacity) {
    this.embedder = embedder;
    this.capacity = capacity;
    this.vectors = new LinkedHashMap<>(16, LOAD, true);
  }

  @Override
  public String name() {
    return embedder.name();
  }

  @Override
  public int dimensions() {
    return embedder.dimensions();
  }

  @Override
  public List<float[]> embed(List<String> texts) {
    List<float[]> found = new ArrayList<>(texts.size());
    for (String text : texts) {
      found.add(vector(text).clone());
    }
    return found;
  }

  private float[] vector(String text) {
    String hash = Hashes.sha256(text);
    float[] known = known(hash);
    if (known != null) {
      return known;
    }
    float[] fresh = embedder.embed(text);
    remember(hash, fresh);
    return fresh;
  }

  private synchronized float @Nullable [] known(String hash) {
    return vectors.get(hash);
  }

  private synchronized void remember(String hash, float[] vector) {
    vectors.put(hash, vector);
    if (vectors.size() > capacity) {
      vectors.remove(vectors.keySet().iterator().next());
    }
  }
}

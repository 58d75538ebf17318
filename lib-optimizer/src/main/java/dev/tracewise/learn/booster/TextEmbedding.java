package dev.tracewise.learn.booster;

import java.io.Serializable;

/**
 * The embedder whose vectors of texts are features.
 *
 * @param model its name, see {@link dev.tracewise.model.Embedder#name}
 * @param dimensions length of its vectors
 */
public record TextEmbedding(String model, int dimensions) implements Serializable {}

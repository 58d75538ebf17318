package dev.tracewise.model;

import java.util.List;

/**
 * Turns texts into vectors of one length, close to each other where the meaning is. Safe for any
 * number of threads.
 */
public interface Embedder {
  /** Name of the model and its version: vectors of different names have nothing in common. */
  String name();

  /** Length of a vector. */
  int dimensions();

  /**
   * A vector for each text, in their order, of length 1. The vector of a text has always the same
   * bits on a machine, whatever else is asked for with it.
   */
  List<float[]> embed(List<String> texts);

  /** The vector of one text. */
  default float[] embed(String text) {
    return embed(List.of(text)).get(0);
  }
}

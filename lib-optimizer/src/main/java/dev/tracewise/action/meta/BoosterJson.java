package dev.tracewise.action.meta;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tracewise.model.Errors;
import java.io.IOException;

/**
 * Trees of boosters cut off in XGBoost's own JSON form.
 *
 * @see <a href="https://xgboost.readthedocs.io/en/stable/tutorials/saving_model.html">the
 *     format</a>
 */
final class BoosterJson {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String MODEL = "/learner/gradient_booster/model";

  private BoosterJson() {}

  /** The first rounds of a booster. */
  static byte[] first(byte[] booster, int rounds) {
    JsonNode root = tree(booster);
    ObjectNode model = model(root);
    ArrayNode ends = array(model, "iteration_indptr");
    if (rounds >= ends.size() - 1) {
      return booster;
    }
    int trees = ends.get(rounds).intValue();
    model.set("trees", head(array(model, "trees"), trees));
    model.set("tree_info", head(array(model, "tree_info"), trees));
    model.set("iteration_indptr", head(ends, rounds + 1));
    return written(root, trees);
  }

  private static ArrayNode head(ArrayNode array, int size) {
    ArrayNode head = JsonNodeFactory.instance.arrayNode(size);
    for (int i = 0; i < size; i++) {
      head.add(array.get(i));
    }
    return head;
  }

  private static byte[] written(JsonNode root, int trees) {
    ((ObjectNode) model(root).get("gbtree_model_param")).put("num_trees", Integer.toString(trees));
    try {
      return Boosters.bytes(Boosters.load(JSON.writeValueAsBytes(root)), Boosters.FORMAT);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static JsonNode tree(byte[] booster) {
    try {
      return JSON.readTree(Boosters.bytes(Boosters.load(booster), "json"));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static ObjectNode model(JsonNode root) {
    return (ObjectNode) root.at(MODEL);
  }

  private static ArrayNode array(ObjectNode model, String name) {
    return (ArrayNode) model.get(name);
  }

  private static RuntimeException unreadable(IOException e) {
    return Errors.failed("shorten a booster", "it is no JSON of XGBoost's", "Train it again.", e);
  }
}

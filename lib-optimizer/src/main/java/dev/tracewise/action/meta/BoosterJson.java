package dev.tracewise.action.meta;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tracewise.model.Errors;
import java.io.IOException;

/**
 * Trees of boosters put together, or cut off, in XGBoost's own JSON form. Trees only add up, so
 * trees that were grown on top of another booster's margins can follow that booster's trees.
 *
 * @see <a href="https://xgboost.readthedocs.io/en/stable/tutorials/saving_model.html">the
 *     format</a>
 */
final class BoosterJson {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String MODEL = "/learner/gradient_booster/model";

  private BoosterJson() {}

  /**
   * One booster that predicts the sum of two.
   *
   * @param prior the booster whose margins the other one started from
   * @param own the other one
   */
  static byte[] onTop(byte[] prior, byte[] own) {
    JsonNode root = tree(prior);
    ObjectNode below = model(root);
    ObjectNode above = model(tree(own));
    ArrayNode trees = array(below, "trees");
    for (JsonNode tree : array(above, "trees")) {
      ((ObjectNode) tree).put("id", trees.size());
      trees.add(tree);
    }
    array(above, "tree_info").forEach(array(below, "tree_info")::add);
    ArrayNode rounds = array(below, "iteration_indptr");
    int before = rounds.get(rounds.size() - 1).intValue();
    ArrayNode more = array(above, "iteration_indptr");
    for (int i = 1; i < more.size(); i++) {
      rounds.add(before + more.get(i).intValue());
    }
    return written(root, trees.size());
  }

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
    return Errors.failed(
        "put boosters together", "one is no JSON of XGBoost's", "Train it again.", e);
  }
}

package dev.tracewise.action.meta;

import dev.tracewise.model.Errors;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;

/**
 * The processes that grow trees together. All of them must run at the same time, so what would
 * leave them waiting for each other for ever is refused before anything starts.
 *
 * @param count how many, ≥ 1
 * @param threads threads of each, ≥ 1, no more than the cores of a task
 */
record Workers(int count, int threads) {
  /** Refuses a cluster that cannot run all workers at once. */
  void require(SparkContext context) {
    requireStable(context.getConf());
    int cores = context.getConf().getInt("spark.task.cpus", 1);
    if (threads > cores) {
      throw Errors.usage(
          "train boosted trees",
          "a worker has " + threads + " threads, and a task " + cores + " cores",
          "Raise spark.task.cpus, or lower tracewise.train.threads.");
    }
    int slots =
        context.maxNumConcurrentTasks(context.resourceProfileManager().defaultResourceProfile());
    if (slots < count) {
      throw Errors.usage(
          "train boosted trees",
          count + " workers have to run at once, and the cluster has " + slots + " slots",
          "Lower tracewise.train.workers, or give the job more cores.");
    }
  }

  /** Executors that come and go would leave the others waiting. */
  static void requireStable(SparkConf configuration) {
    if (configuration.getBoolean("spark.dynamicAllocation.enabled", false)) {
      throw Errors.usage(
          "train boosted trees",
          "dynamic allocation is on, and workers that train together need executors that stay",
          "Run it with --spark spark.dynamicAllocation.enabled=false.");
    }
  }
}

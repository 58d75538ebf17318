package dev.tracewise.action.meta;

import dev.tracewise.model.Errors;
import java.util.function.IntSupplier;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.resource.ResourceProfile;

/**
 * The processes that grow trees together. All of them must run at the same time, so what would
 * leave them waiting for each other for ever is refused before anything starts.
 *
 * @param count how many, ≥ 1
 * @param threads threads of each, ≥ 1, no more than the cores of a task
 */
record Workers(int count, int threads) {
  private static final String PATIENCE = "spark.scheduler.maxRegisteredResourcesWaitingTime";
  private static final long LOOK_AGAIN_MILLIS = 100;

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
    int slots = slots(context);
    if (slots < count) {
      throw Errors.usage(
          "train boosted trees",
          count + " workers have to run at once, and the cluster has slots for " + slots,
          "Lower tracewise.train.workers, or give the job more cores.");
    }
  }

  /** Executors of a cluster come one by one after the session: they are waited for. */
  private int slots(SparkContext context) {
    ResourceProfile profile = context.resourceProfileManager().defaultResourceProfile();
    long patience = context.isLocal() ? 0 : context.getConf().getTimeAsMs(PATIENCE, "30s");
    return awaited(() -> context.maxNumConcurrentTasks(profile), count, patience);
  }

  /** The slots once they are enough, or when so many milliseconds are over. */
  static int awaited(IntSupplier slots, int enough, long patience) {
    int found = slots.getAsInt();
    for (long waited = 0; found < enough && waited < patience; waited += LOOK_AGAIN_MILLIS) {
      try {
        Thread.sleep(LOOK_AGAIN_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw Errors.failed("wait for executors", "interrupted", "Run it again.", e);
      }
      found = slots.getAsInt();
    }
    return found;
  }

  /** Executors that come and go would leave the others waiting. */
  static void requireStable(SparkConf configuration) {
    if (configuration.getBoolean("spark.dynamicAllocation.enabled", false)) {
      throw Errors.usage(
          "train boosted trees",
          "dynamic allocation is on, and workers that train together need executors that stay",
          "Set spark.dynamicAllocation.enabled=false: --spark for tracewise, --conf for"
              + " spark-submit.");
    }
  }
}

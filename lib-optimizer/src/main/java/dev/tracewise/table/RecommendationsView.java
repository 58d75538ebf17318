package dev.tracewise.table;

import java.util.Set;

/**
 * What other programs should do now, in one view of a tenant: the option that earned most lately,
 * whether to train, which modalities to answer from together, and which version is live.
 */
final class RecommendationsView {
  /** The name of the view. */
  static final String NAME = "recommendations";

  /** The tables that it is over. */
  static final Set<String> SOURCES =
      Set.of(
          AgentMetricsTable.DEFINITION.name(),
          TrainingDecisionsTable.DEFINITION.name(),
          FusionPairsTable.DEFINITION.name(),
          ModelVersionsTable.DEFINITION.name());

  /**
   * The view. {@code type} is option, optimizer, training, fusion or the kind of a live version;
   * {@code confidence} is the moving reward of the option, the probability that training helps, the
   * benefit expected of a fusion, or the confidence of the gate; {@code ready} says whether there
   * is enough to go by, of a fusion whether to answer from both.
   */
  static final String SQL =
      """
      WITH metrics AS (
        SELECT *,
               array_max(transform(map_entries(preferences),
                                   e -> struct(e.value AS reward, e.key AS option))) AS best,
               row_number() OVER (PARTITION BY agent_id, modality ORDER BY period DESC) AS nth
        FROM agent_metrics),
      verdicts AS (
        SELECT *,
               row_number() OVER (PARTITION BY agent_id, modality
                                  ORDER BY time DESC, decision_id) AS nth
        FROM training_decisions)
      SELECT tenant_id, 'option' AS type, agent_id, modality, best.option AS recommendation,
             best.reward AS confidence,
             concat('its moving reward is the highest of ', cast(size(preferences) AS string),
                    ' options, whichever queries they got; ', reason) AS reasoning,
             'rule' AS decided_by, ready, updated_at AS time
      FROM metrics WHERE nth = 1 AND best IS NOT NULL
      UNION ALL
      SELECT tenant_id, 'optimizer', agent_id, modality,
             CASE WHEN rewarded >= 200 THEN 'gepa' WHEN rewarded >= 100 THEN 'mipro'
                  WHEN rewarded >= 50 THEN 'simba' ELSE 'bootstrap' END,
             cast(NULL AS double),
             concat('all ', cast(rewarded AS string), ' rewarded experiences carry it'),
             'rule', ready, updated_at
      FROM metrics WHERE nth = 1
      UNION ALL
      SELECT tenant_id, 'training', agent_id, modality, concat(verdict, ' ', strategy), probability,
             concat_ws('; ', reasons), decided_by, verdict = 'train', time
      FROM verdicts WHERE nth = 1
      UNION ALL
      SELECT tenant_id, 'fusion', NULL, primary_modality, concat(verdict, ' ', pair),
             expected_benefit, reason, decided_by, fuse, updated_at
      FROM fusion_pairs
      UNION ALL
      SELECT tenant_id, kind, agent_id, modality, concat(scope, '/', kind, '@', version),
             evidence.confidence, evidence.reason, activated_by, true, activated_at
      FROM model_versions WHERE status = 'active'
      """;

  private RecommendationsView() {}
}

-- The experiences of spans and feedback, as one would first write it: the default mapping and the
-- default weights, no feedback on sessions, no decision log.
WITH mapped AS (
  SELECT
    tenant_id,
    concat(trace_id, ':', span_id) AS interaction_id,
    start_time AS time, coalesce(agent_id, name) AS agent_id, modality, session_id, user_id,
    trace_id, span_id,
    CAST(attributes['tracewise.decision.confidence'] AS DOUBLE) AS confidence,
    coalesce(attributes['tracewise.decision.query'], input) AS text,
    from_json(attributes['tracewise.decision.options'], 'array<string>') AS names,
    attributes['tracewise.decision.chosen_agent'] AS chosen,
    output,
    CAST(attributes['tracewise.decision.propensity'] AS DOUBLE) AS propensity,
    CAST(attributes['tracewise.decision.quality'] AS DOUBLE) AS quality,
    CASE status WHEN 'OK' THEN true WHEN 'ERROR' THEN false END AS success,
    seconds, cost_usd
  FROM spans
  WHERE attributes['tracewise.decision.chosen_agent'] IS NOT NULL
), roots AS (
  SELECT
    tenant_id,
    concat(trace_id, ':', span_id) AS interaction_id,
    start_time AS time, agent_id, modality, session_id, user_id, trace_id, span_id,
    CAST(NULL AS DOUBLE) AS confidence,
    input AS text,
    array(agent_id) AS names,
    agent_id AS chosen,
    output,
    CAST(1.0 AS DOUBLE) AS propensity,
    CAST(NULL AS DOUBLE) AS quality,
    CASE status WHEN 'OK' THEN true WHEN 'ERROR' THEN false END AS success,
    seconds, cost_usd
  FROM spans
  WHERE parent_span_id IS NULL AND agent_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM mapped WHERE mapped.trace_id = spans.trace_id)
), choices AS (
  SELECT * FROM mapped UNION ALL SELECT * FROM roots
), last_choices AS (
  SELECT trace_id, max_by(interaction_id, time) AS interaction_id FROM choices GROUP BY trace_id
), around AS (
  SELECT
    f.feedback_id, f.time, f.type, f.score, f.author, c.interaction_id,
    row_number() OVER (PARTITION BY f.feedback_id ORDER BY
      CASE WHEN c.span_id = s.span_id THEN 0 WHEN c.time <= s.start_time THEN 1 ELSE 2 END,
      abs(unix_micros(c.time) - unix_micros(s.start_time)), c.interaction_id) AS place
  FROM feedback f
  JOIN spans s ON s.span_id = f.target_id
  JOIN choices c ON c.trace_id = s.trace_id
  WHERE f.target_kind = 'span'
), resolved AS (
  SELECT f.feedback_id, f.time, f.type, f.score, f.author, c.interaction_id
  FROM feedback f JOIN choices c ON c.interaction_id = f.target_id
  WHERE f.target_kind = 'interaction'
  UNION ALL
  SELECT f.feedback_id, f.time, f.type, f.score, f.author, c.interaction_id
  FROM feedback f JOIN last_choices c ON c.trace_id = f.target_id
  WHERE f.target_kind = 'trace'
  UNION ALL
  SELECT feedback_id, time, type, score, author, interaction_id FROM around WHERE place = 1
), latest AS (
  SELECT interaction_id, type, max_by(score, struct(time, feedback_id)) AS score
  FROM resolved
  GROUP BY interaction_id, type, coalesce('=' || author, '?' || feedback_id)
), by_type AS (
  SELECT
    interaction_id, type, avg(score) AS score, count(*) AS given,
    CASE type WHEN 'clarity' THEN CAST(0.6 AS DOUBLE) ELSE CAST(1.0 AS DOUBLE) END AS weight
  FROM latest GROUP BY interaction_id, type
), judged AS (
  SELECT
    interaction_id, sum(score * weight) / sum(weight) AS satisfaction,
    max(CASE WHEN type = 'correctness' THEN score END) AS quality, sum(given) AS feedback_count
  FROM by_type GROUP BY interaction_id
), known AS (
  SELECT
    c.* EXCEPT (quality), coalesce(c.quality, j.quality) AS quality, j.satisfaction,
    coalesce(j.feedback_count, 0) AS feedback_count
  FROM choices c LEFT JOIN judged j ON j.interaction_id = c.interaction_id
), weighed AS (
  SELECT
    *, CAST(success AS INT) AS done,
    0.1D * (1.0D - 1.0D / (1.0D + seconds / 10.0D)) AS penalty,
    nullif(
      CASE WHEN quality IS NULL THEN 0.0D ELSE 0.4D END
      + CASE WHEN success IS NULL THEN 0.0D ELSE 0.3D END
      + CASE WHEN satisfaction IS NULL THEN 0.0D ELSE 0.3D END, 0.0D) AS weights
  FROM known
)
SELECT
  tenant_id, interaction_id, time, agent_id, modality, session_id, user_id, trace_id, span_id,
  confidence,
  named_struct(
    'text', text,
    'enhanced_text', CAST(NULL AS STRING),
    'numeric', CAST(map() AS map<string,double>),
    'categorical', CAST(map() AS map<string,string>),
    'entities', CAST(array() AS array<struct<text:string,type:string>>),
    'relationships', CAST(array() AS array<map<string,string>>)) AS context,
  transform(names,
    n -> named_struct('name', n, 'features', CAST(map() AS map<string,double>))) AS options,
  chosen, output, propensity, 'logged' AS propensity_source, quality, success, satisfaction,
  seconds, cost_usd,
  least(1.0D, greatest(0.0D,
    (coalesce(0.4D * quality, 0.0D) + coalesce(0.3D * done, 0.0D)
      + coalesce(0.3D * satisfaction, 0.0D)) / weights - penalty)) AS reward,
  map_from_entries(array_compact(array(
    CASE WHEN quality IS NOT NULL THEN struct('quality', 0.4D * quality / weights) END,
    CASE WHEN success IS NOT NULL THEN struct('success', 0.3D * done / weights) END,
    CASE WHEN satisfaction IS NOT NULL
      THEN struct('satisfaction', 0.3D * satisfaction / weights) END,
    CASE WHEN weights IS NOT NULL THEN struct('time_penalty', -penalty) END))) AS reward_parts,
  feedback_count,
  current_timestamp() AS updated_at
FROM weighed

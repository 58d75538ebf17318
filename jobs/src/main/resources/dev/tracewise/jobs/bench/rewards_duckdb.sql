-- The same in DuckDB: over the views spans and feedback, written to one Parquet file.
WITH mapped AS (
  SELECT
    tenant_id,
    trace_id || ':' || span_id AS interaction_id,
    start_time AS time, coalesce(agent_id, name) AS agent_id, modality, session_id, user_id,
    trace_id, span_id,
    CAST(attributes['tracewise.decision.confidence'] AS DOUBLE) AS confidence,
    coalesce(attributes['tracewise.decision.query'], input) AS text,
    CAST(CAST(attributes['tracewise.decision.options'] AS JSON) AS VARCHAR[]) AS names,
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
    trace_id || ':' || span_id AS interaction_id,
    start_time AS time, agent_id, modality, session_id, user_id, trace_id, span_id,
    CAST(NULL AS DOUBLE) AS confidence,
    input AS text,
    [agent_id] AS names,
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
      abs(epoch_us(c.time) - epoch_us(s.start_time)), c.interaction_id) AS place
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
  SELECT interaction_id, type, max_by(score, (time, feedback_id)) AS score
  FROM resolved
  GROUP BY interaction_id, type, coalesce('=' || author, '?' || feedback_id)
), by_type AS (
  SELECT
    interaction_id, type, avg(score) AS score, count(*) AS given,
    CAST(CASE type WHEN 'clarity' THEN 0.6 ELSE 1.0 END AS DOUBLE) AS weight
  FROM latest GROUP BY interaction_id, type
), judged AS (
  SELECT
    interaction_id, sum(score * weight) / sum(weight) AS satisfaction,
    max(CASE WHEN type = 'correctness' THEN score END) AS quality, sum(given) AS feedback_count
  FROM by_type GROUP BY interaction_id
), known AS (
  SELECT
    c.* EXCLUDE (quality), coalesce(c.quality, j.quality) AS quality, j.satisfaction,
    CAST(coalesce(j.feedback_count, 0) AS BIGINT) AS feedback_count
  FROM choices c LEFT JOIN judged j ON j.interaction_id = c.interaction_id
), weighed AS (
  SELECT
    *, CAST(success AS INT) AS done,
    0.1::DOUBLE * (1.0 - 1.0::DOUBLE / (1.0 + seconds / 10.0)) AS penalty,
    nullif(
      CASE WHEN quality IS NULL THEN 0.0::DOUBLE ELSE 0.4 END
      + CASE WHEN success IS NULL THEN 0.0::DOUBLE ELSE 0.3 END
      + CASE WHEN satisfaction IS NULL THEN 0.0::DOUBLE ELSE 0.3 END, 0.0) AS weights
  FROM known
)
SELECT
  tenant_id, interaction_id, time, agent_id, modality, session_id, user_id, trace_id, span_id,
  confidence,
  struct_pack(
    text := text,
    enhanced_text := CAST(NULL AS VARCHAR),
    numeric := CAST(MAP {} AS MAP(VARCHAR, DOUBLE)),
    categorical := CAST(MAP {} AS MAP(VARCHAR, VARCHAR)),
    entities := CAST([] AS STRUCT(text VARCHAR, type VARCHAR)[]),
    relationships := CAST([] AS MAP(VARCHAR, VARCHAR)[])) AS context,
  list_transform(names,
    lambda n: struct_pack(name := n, features := CAST(MAP {} AS MAP(VARCHAR, DOUBLE)))) AS options,
  chosen, output, propensity, 'logged' AS propensity_source, quality, success, satisfaction,
  seconds, cost_usd,
  least(1.0::DOUBLE, greatest(0.0::DOUBLE,
    (coalesce(0.4 * quality, 0.0) + coalesce(0.3::DOUBLE * done, 0.0)
      + coalesce(0.3 * satisfaction, 0.0)) / weights - penalty)) AS reward,
  map_from_entries(list_filter([
    CASE WHEN quality IS NOT NULL
      THEN struct_pack(k := 'quality', v := 0.4 * quality / weights) END,
    CASE WHEN success IS NOT NULL
      THEN struct_pack(k := 'success', v := 0.3::DOUBLE * done / weights) END,
    CASE WHEN satisfaction IS NOT NULL
      THEN struct_pack(k := 'satisfaction', v := 0.3 * satisfaction / weights) END,
    CASE WHEN weights IS NOT NULL THEN struct_pack(k := 'time_penalty', v := -penalty) END],
    lambda part: part IS NOT NULL)) AS reward_parts,
  feedback_count,
  current_timestamp AS updated_at
FROM weighed

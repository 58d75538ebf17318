-- A span for each of the numbers id: ten to a trace, traces ${micros} apart.
-- In a fifth of the traces one span is a decision, in half of those two are.
WITH numbered AS (
  SELECT
    id AS i, id DIV 10 AS t, id % 10 AS p,
    1767225600000000 + (id DIV 10) * ${micros} + (id % 10) * 150000 AS began,
    20000 + pmod(xxhash64('${seed}', id, 'lasts'), 3000000) AS lasted,
    CASE WHEN pmod(xxhash64('${seed}', id DIV 10, 'decides'), 5) = 0
      THEN 1 + pmod(xxhash64('${seed}', id DIV 10, 'twice'), 2) ELSE 0 END AS decisions
  FROM numbers
), placed AS (
  SELECT *, (decisions > 0 AND p = 1) OR (decisions > 1 AND p = 5) AS chooses FROM numbered
)
SELECT
  '${tenant}' AS tenant_id,
  md5(concat('${seed}', '/', t)) AS trace_id,
  substr(md5(concat('${seed}', '.', i)), 1, 16) AS span_id,
  CASE WHEN p > 0 THEN substr(md5(concat('${seed}', '.', i - p)), 1, 16) END AS parent_span_id,
  CASE WHEN p = 0 THEN 'answer' WHEN chooses THEN 'route'
    ELSE element_at(array('chat', 'search', 'rank'), CAST(1 + p % 3 AS INT)) END AS name,
  CASE WHEN p = 0 THEN 'AGENT' WHEN chooses THEN 'CHAIN'
    ELSE element_at(array('LLM', 'RETRIEVER', 'TOOL'), CAST(1 + p % 3 AS INT)) END AS kind,
  timestamp_micros(began) AS start_time,
  timestamp_micros(began + lasted) AS end_time,
  lasted / 1e6 AS seconds,
  CASE pmod(xxhash64('${seed}', i, 'status'), 10) WHEN 0 THEN 'ERROR' ELSE 'OK' END AS status,
  CASE WHEN p = 0 THEN 'assistant' WHEN chooses THEN 'router' END AS agent_id,
  concat('s', t DIV 4) AS session_id,
  concat('u', pmod(xxhash64('${seed}', t, 'user'), 20000)) AS user_id,
  'text' AS modality,
  CASE WHEN p % 3 = 0 THEN 'small-1' END AS model,
  CASE WHEN p % 3 = 0 THEN 20 + pmod(xxhash64('${seed}', i, 'read'), 900) END AS input_tokens,
  CASE WHEN p % 3 = 0 THEN 10 + pmod(xxhash64('${seed}', i, 'wrote'), 300) END AS output_tokens,
  CASE WHEN p % 3 = 0 THEN pmod(xxhash64('${seed}', i, 'cost'), 1000) / 1e6 END AS cost_usd,
  concat('show me number ', pmod(xxhash64('${seed}', i, 'asked'), 100000), ' of what you have about ',
    element_at(array('otters', 'trains', 'glaciers', 'violins', 'harbours'),
      CAST(1 + pmod(xxhash64('${seed}', i, 'about'), 5) AS INT))) AS input,
  concat('here are ', pmod(xxhash64('${seed}', i, 'found'), 50), ' of them, the best is item ',
    hex(xxhash64('${seed}', i, 'best'))) AS output,
  CAST(NULL AS array<struct<role:string,content:string>>) AS input_messages,
  CAST(NULL AS array<struct<role:string,content:string>>) AS output_messages,
  CASE
    WHEN chooses THEN map(
      'service.name', 'bench',
      'tracewise.decision.chosen_agent',
        element_at(array('video_search', 'image_search', 'summarizer'),
          CAST(1 + pmod(xxhash64('${seed}', i, 'chosen'), 3) AS INT)),
      'tracewise.decision.options', '["video_search","image_search","summarizer"]',
      'tracewise.decision.propensity',
        CAST((1 + pmod(xxhash64('${seed}', i, 'propensity'), 8)) / 8 AS STRING),
      'tracewise.decision.confidence',
        CAST(pmod(xxhash64('${seed}', i, 'confidence'), 101) / 100 AS STRING),
      'tracewise.decision.quality',
        CAST(pmod(xxhash64('${seed}', i, 'quality'), 101) / 100 AS STRING))
    ELSE map(
      'service.name', 'bench',
      'thread', CAST(pmod(xxhash64('${seed}', i, 'thread'), 64) AS STRING))
  END AS attributes,
  'tracewise' AS convention,
  timestamp_micros(began + lasted) AS ingested_at
FROM placed

-- A judgement for each of the numbers id, ${from} to ${to} (excluded), spread evenly over the traces
-- ${firstTrace} to ${endTrace} (excluded), up to five days after its trace but not before ${notBefore}
-- (µs since 1970).
WITH numbered AS (
  SELECT id AS j, ${firstTrace} + (id - ${from}) * (${endTrace} - ${firstTrace}) DIV (${to} - ${from}) AS t
  FROM numbers
), drawn AS (
  SELECT
    j, t,
    pmod(xxhash64('${seed}', j, 'kind'), 4) AS kind,
    element_at(array('thumbs', 'rating', 'correctness', 'clarity'),
      CAST(1 + pmod(xxhash64('${seed}', j, 'type'), 4) AS INT)) AS type,
    greatest(${notBefore}, 1767225600000000 + t * ${micros})
      + 60000000 + pmod(xxhash64('${seed}', j, 'after'), 432000000000) AS given,
    CASE WHEN pmod(xxhash64('${seed}', t, 'decides'), 5) = 0 THEN 1 ELSE 0 END AS chosen_at
  FROM numbered
)
SELECT
  '${tenant}' AS tenant_id,
  concat('f', j) AS feedback_id,
  element_at(array('trace', 'trace', 'span', 'interaction'), CAST(1 + kind AS INT)) AS target_kind,
  CASE
    WHEN kind < 2 THEN md5(concat('${seed}', '/', t))
    WHEN kind = 2
      THEN substr(md5(concat('${seed}', '.', t * 10 + pmod(xxhash64('${seed}', j, 'span'), 10))), 1, 16)
    ELSE concat(md5(concat('${seed}', '/', t)), ':',
      substr(md5(concat('${seed}', '.', t * 10 + chosen_at)), 1, 16))
  END AS target_id,
  timestamp_micros(given) AS time,
  type,
  CASE WHEN type IN ('rating', 'clarity') THEN pmod(xxhash64('${seed}', j, 'score'), 5) / 4
    ELSE CAST(pmod(xxhash64('${seed}', j, 'score'), 2) AS DOUBLE) END AS score,
  CAST(NULL AS DOUBLE) AS raw_score,
  '0..1' AS scale,
  CAST(NULL AS STRING) AS comment,
  'human' AS source,
  CASE WHEN pmod(xxhash64('${seed}', j, 'named'), 4) > 0
    THEN concat('a', pmod(xxhash64('${seed}', j, 'author'), 3)) END AS author,
  timestamp_micros(given) AS ingested_at
FROM drawn

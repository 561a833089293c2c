-- Findings kept before they were located in their files hold no client and no rows; what they do hold is searched and
-- sorted like that of later ones. Their client stays unknown until the files are read by another mapping.

UPDATE history.finding SET
  -- As plainWords does of a search: no accents, lower case, no ligatures, words parted by one space.
  searched = trim(regexp_replace(replace(replace(lower(regexp_replace(
    normalize(translate(concat_ws(' ',
      finding ->> 'explanation', finding ->> 'explanationEn', finding ->> 'subscription', finding ->> 'invoice',
      finding ->> 'number',
      (SELECT string_agg(id, ' ') FROM jsonb_array_elements_text(finding -> 'invoices') AS id)), 'ŒÆ', 'œæ'), NFKD),
    '[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+', '', 'g')),
    'œ', 'oe'), 'æ', 'ae'), '[^a-z0-9%]+', ' ', 'g')),
  finding = CASE WHEN kind IN ('billed-twice', 'never-billed')
    THEN finding || jsonb_build_object(
      'days', jsonb_build_object('from', finding -> 'from', 'to', finding -> 'to'),
      'dayCount', (finding ->> 'to')::date - (finding ->> 'from')::date)
    ELSE finding END
WHERE NOT finding ? 'documents';

-- Paid refunds by team: how many, and how many dollars
SELECT
  r.team,
  COUNT(*) AS refunds,
  SUM(r.amount) AS dollars
FROM refunds AS r
JOIN refund_attempts AS a
  ON a.refund_id = r.refund_id
WHERE r.state = 'paid'
GROUP BY r.team
ORDER BY dollars DESC;

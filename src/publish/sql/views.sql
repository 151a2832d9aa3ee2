-- SPDX-License-Identifier: GPL-3.0-or-later
-- For reporting: numbers, without names. Each reads with the rights of who asks, so a role counts
-- what it may see and nothing else.

CREATE OR REPLACE VIEW pledges_by_branch_and_month
WITH (security_invoker = true, security_barrier = true) AS
SELECT b.name AS branch, left (p.date, 7) AS month, count(*) AS pledges,
  count(*) FILTER (WHERE EXISTS (
    SELECT FROM withdrawal w WHERE w.pledge = p.id)) AS withdrawn
FROM pledge p
  LEFT JOIN device d ON d.id = p.written_by
  LEFT JOIN branch b ON b.id = d.branch
GROUP BY b.name, left (p.date, 7);

CREATE OR REPLACE VIEW members_by_status_and_branch
WITH (security_invoker = true, security_barrier = true) AS
SELECT b.name AS branch, m.status, count(*) AS members,
  count(*) FILTER (WHERE m.consent) AS with_consent,
  count(*) FILTER (WHERE EXISTS (
    SELECT FROM pledge p WHERE p.member = m.id)) AS with_pledge
FROM member m
  LEFT JOIN device d ON d.id = m.written_by
  LEFT JOIN branch b ON b.id = d.branch
GROUP BY b.name, m.status;

CREATE OR REPLACE VIEW reports_by_route_and_month
WITH (security_invoker = true, security_barrier = true) AS
SELECT r.audience, r.route, left (r.filed, 7) AS month, r.danger, count(*) AS reports,
  count(*) FILTER (WHERE EXISTS (
    SELECT FROM addendum a WHERE a.report = r.id AND a.audience = r.audience)) AS added_to
FROM report r
GROUP BY r.audience, r.route, left (r.filed, 7), r.danger;

COMMENT ON VIEW pledges_by_branch_and_month IS
  'How many pledges were made, by the branch of the laptop that recorded them and the month of the '
  'pledge; and how many of those were withdrawn since. No branch: an office recorded them.';
COMMENT ON VIEW members_by_status_and_branch IS
  'How many members there are, by the branch of the laptop that recorded them first and by status '
  '(empty: not said); how many agreed to being kept, and how many made a pledge.';
COMMENT ON VIEW reports_by_route_and_month IS
  'How many reports came, by audience, route, month of filing and whether somebody was in danger; '
  'and to how many of them something was added. Reports sealed to some readers are not counted. '
  'Small numbers can point at people: pass them on with care.';

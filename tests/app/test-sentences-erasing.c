/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desks.h"

static void
assert_sentence (const AhadiGone *gone, const char *expected)
{
  g_autofree char *sentence = ahadi_sentence_for_gone (gone);

  g_assert_cmpstr (sentence, ==, expected);
}

static void
test_what_is_gone_is_said_with_its_reason (void)
{
  AhadiGone gone = {
    .kind = AHADI_KIND_MEMBER,
    .reason = (char *) "request",
    .date = (char *) "2026-01-02",
    .month = (char *) "2025-11",
  };

  assert_sentence (&gone,
                   "Member, first recorded November 2025: erased 2 Jan 2026. The person "
                   "asked for it.");
  gone.month = NULL;
  assert_sentence (&gone, "Member: erased 2 Jan 2026. The person asked for it.");
}

/* What an office erased is no stub, though it was a report. */
static void
test_only_a_received_report_leaves_a_stub (void)
{
  AhadiGone gone = {
    .kind = AHADI_KIND_REPORT,
    .reason = (char *) AHADI_GONE_RECEIVED,
    .date = (char *) "2026-01-02",
    .month = (char *) "2025-11",
    .reference = (char *) "R-7F2K-MM3A",
    .route = (char *) "both",
  };

  g_assert_true (ahadi_gone_is_stub (&gone));
  assert_sentence (
      &gone, "Incident report, first recorded November 2025: dropped here 2 Jan 2026");
  gone.reason = (char *) "court";
  g_assert_false (ahadi_gone_is_stub (&gone));
}

int
main (int argc, char **argv)
{
  desks_init_tests (&argc, &argv);
  g_test_add_func ("/app/sentences-erasing/what-is-gone-is-said-with-its-reason",
                   test_what_is_gone_is_said_with_its_reason);
  g_test_add_func ("/app/sentences-erasing/only-a-received-report-leaves-a-stub",
                   test_only_a_received_report_leaves_a_stub);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "draw.h"
#include "properties.h"
#include "shrink.h"

/*
 * Random histories, one for each seed. One that fails is shrunk and printed: put it into
 * cases/ under a name that says what went wrong.
 *
 *   test-histories FIRST N      those of N seeds, from FIRST on
 *   AHADI_SEED=n                this one history
 *   AHADI_SECONDS=n             as many as there is time for, from a random seed on
 */
typedef struct
{
  guint32 first;
  guint rounds; /* 0: as long as there is time */
  gint64 until; /* monotonic, µs */
} Plan;

static guint32
read_number (const char *text)
{
  return text != NULL ? (guint32) strtoul (text, NULL, 10) : 0;
}

static Plan plan = { .first = 1, .rounds = 100 };

static void
read_plan (int argc, char *argv[])
{
  const char *seed = g_getenv ("AHADI_SEED");
  const char *seconds = g_getenv ("AHADI_SECONDS");

  if (seed != NULL)
    plan = (Plan){ .first = read_number (seed), .rounds = 1 };
  else if (seconds != NULL)
    plan = (Plan){ .first = g_random_int (),
                   .until =
                       g_get_monotonic_time () + read_number (seconds) * G_USEC_PER_SEC };
  else if (argc == 3)
    plan = (Plan){ .first = read_number (argv[1]), .rounds = read_number (argv[2]) };
}

/* An engine that crashes says no more than this. */
static volatile guint32 present;

static void
say_seed (int number)
{
  g_printerr ("# it ended in the history of AHADI_SEED=%u\n", present);
  signal (number, SIG_DFL);
  raise (number);
}

static gboolean
fails (const History *history, gpointer data)
{
  g_autofree char *said = stage_play (data, history);

  return said != NULL;
}

static void
report (Stage *stage, const History *history, const char *said)
{
  g_autoptr (History) small = shrink (history, fails, stage);
  g_autofree char *text = history_print (small);
  g_autofree char *small_said = stage_play (stage, small);

  g_test_message ("%s", said);
  g_test_message ("Shrunk to %u of %u steps:\n%s%s", small->steps->len,
                  history->steps->len, text, small_said != NULL ? small_said : "");
  g_test_fail_printf ("the history of seed %u fails", history->seed);
}

static gboolean
play (Stage *stage, guint32 seed)
{
  g_autoptr (History) history = draw_history (seed);
  g_autofree char *said = NULL;

  present = seed;
  said = stage_play (stage, history);
  if (said != NULL)
    report (stage, history, said);
  return said == NULL;
}

static void
test_every_history_has_every_property (void)
{
  Stage stage;
  guint n = 0;

  stage_open (&stage);
  g_test_message ("from AHADI_SEED=%u on", plan.first);
  while ((plan.rounds == 0 ? g_get_monotonic_time () < plan.until : n < plan.rounds) &&
         play (&stage, plan.first + n))
    n++;
  g_test_message ("%u histories", n);
  stage_close (&stage);
}

int
main (int argc, char *argv[])
{
  /* Memory serves as the disk where that is possible: thousands of transactions. */
  if (access ("/dev/shm", W_OK) == 0)
    g_setenv ("TMPDIR", "/dev/shm", FALSE);
  place_init_tests (&argc, &argv);
  read_plan (argc, argv);
  signal (SIGABRT, say_seed);
  signal (SIGSEGV, say_seed);
  g_test_add_func ("/sim/histories/every-history-has-every-property",
                   test_every_history_has_every_property);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/ahadi-error-map.h"

#include <gio/gio.h>

#include "store/ahadi-store.h"

/* A code that keeps its domain: an error of this machine. */
#define OURS (-1)

typedef struct
{
  const char *name;
  GQuark (*domain) (void);
  const int *words; /* by code: an AhadiSyncError, or OURS */
  gsize n;
} Domain;

static const int base_words[] = {
  [AHADI_BASE_ERROR_SYNTAX] = AHADI_SYNC_ERROR_MALFORMED,
  [AHADI_BASE_ERROR_LIMIT] = AHADI_SYNC_ERROR_MALFORMED,
  [AHADI_BASE_ERROR_NO_SPACE] = OURS,
  [AHADI_BASE_ERROR_NOT_FOUND] = OURS,
  [AHADI_BASE_ERROR_PERMISSION] = OURS,
  [AHADI_BASE_ERROR_READ_ONLY] = OURS,
  [AHADI_BASE_ERROR_EXISTS] = OURS,
  [AHADI_BASE_ERROR_IS_FOLDER] = OURS,
  [AHADI_BASE_ERROR_NOT_FOLDER] = OURS,
  [AHADI_BASE_ERROR_NOT_FILE] = OURS,
  [AHADI_BASE_ERROR_LINK] = OURS,
  [AHADI_BASE_ERROR_FILE_SIZE] = OURS,
  [AHADI_BASE_ERROR_IO] = OURS,
};

static const int crypto_words[] = {
  [AHADI_CRYPTO_ERROR_MALFORMED] = AHADI_SYNC_ERROR_DAMAGED,
  [AHADI_CRYPTO_ERROR_NO_MATCH] = AHADI_SYNC_ERROR_NOT_FOR_US,
  [AHADI_CRYPTO_ERROR_WRONG_SECRET] = OURS,
  [AHADI_CRYPTO_ERROR_CORRUPT] = AHADI_SYNC_ERROR_DAMAGED,
  [AHADI_CRYPTO_ERROR_BAD_SIGNATURE] = AHADI_SYNC_ERROR_BAD_SIGNATURE,
  [AHADI_CRYPTO_ERROR_NEWER] = AHADI_SYNC_ERROR_NEWER,
  [AHADI_CRYPTO_ERROR_RESOURCE] = OURS,
};

static const int model_words[] = {
  [AHADI_MODEL_ERROR_UNKNOWN] = AHADI_SYNC_ERROR_NEWER,
  [AHADI_MODEL_ERROR_VALUE] = AHADI_SYNC_ERROR_MALFORMED,
  [AHADI_MODEL_ERROR_PROBLEMS] = AHADI_SYNC_ERROR_MALFORMED,
  [AHADI_MODEL_ERROR_ELSEWHERE] = OURS,
};

static const int oplog_words[] = {
  [AHADI_OPLOG_ERROR_MALFORMED] = AHADI_SYNC_ERROR_MALFORMED,
  [AHADI_OPLOG_ERROR_NEWER] = AHADI_SYNC_ERROR_NEWER,
  [AHADI_OPLOG_ERROR_BROKEN_CHAIN] = AHADI_SYNC_ERROR_MALFORMED,
  [AHADI_OPLOG_ERROR_BAD_SIGNATURE] = AHADI_SYNC_ERROR_BAD_SIGNATURE,
};

static const int store_words[] = {
  [AHADI_STORE_ERROR_BUSY] = OURS,     [AHADI_STORE_ERROR_NEWER] = OURS,
  [AHADI_STORE_ERROR_EXISTS] = OURS,   [AHADI_STORE_ERROR_NOT_FOUND] = OURS,
  [AHADI_STORE_ERROR_CORRUPT] = OURS,  [AHADI_STORE_ERROR_OLD_COPY] = OURS,
  [AHADI_STORE_ERROR_STRANGE] = OURS,  [AHADI_STORE_ERROR_FILES] = OURS,
  [AHADI_STORE_ERROR_WIPED] = OURS,    [AHADI_STORE_ERROR_LIBRARY] = OURS,
  [AHADI_STORE_ERROR_NO_SPACE] = OURS, [AHADI_STORE_ERROR_FORK] = AHADI_SYNC_ERROR_FORK,
  [AHADI_STORE_ERROR_FAILED] = OURS,
};

static const Domain domains[] = {
  { "/sync/error-map/base", ahadi_base_error_quark, base_words,
    G_N_ELEMENTS (base_words) },
  { "/sync/error-map/crypto", ahadi_crypto_error_quark, crypto_words,
    G_N_ELEMENTS (crypto_words) },
  { "/sync/error-map/model", ahadi_model_error_quark, model_words,
    G_N_ELEMENTS (model_words) },
  { "/sync/error-map/oplog", ahadi_oplog_error_quark, oplog_words,
    G_N_ELEMENTS (oplog_words) },
  { "/sync/error-map/store", ahadi_store_error_quark, store_words,
    G_N_ELEMENTS (store_words) },
};

static void
test_domain (gconstpointer data)
{
  const Domain *domain = data;

  for (gsize code = 0; code < domain->n; code++)
    {
      g_autoptr (GError) error =
          g_error_new_literal (domain->domain (), code, "a tag does not hold");
      gboolean of_document = domain->domain () == AHADI_BASE_ERROR &&
                             domain->words[code] == AHADI_SYNC_ERROR_MALFORMED;

      ahadi_error_map_input (&error, "cannot read the bundle");
      if (domain->words[code] == OURS)
        g_assert_error (error, domain->domain (), (int) code);
      else
        g_assert_error (error, AHADI_SYNC_ERROR, domain->words[code]);
      g_assert_cmpstr (
          error->message, ==,
          of_document ? "cannot read the bundle: against rule J3: a tag does not hold"
                      : "cannot read the bundle: a tag does not hold");
    }
}

/* What is a word already, and what GIO says, only gets to know what could not be done. */
static void
test_others (void)
{
  g_autoptr (GError) cancelled =
      g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "stopped");
  g_autoptr (GError) word =
      g_error_new_literal (AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_FOREIGN, "no manifest");

  ahadi_error_map_input (&cancelled, "cannot read");
  g_assert_error (cancelled, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpstr (cancelled->message, ==, "cannot read: stopped");
  ahadi_error_map_input (&word, "cannot read");
  g_assert_error (word, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_FOREIGN);
  g_assert_cmpstr (word->message, ==, "cannot read: no manifest");
}

static void
test_nothing (void)
{
  g_autoptr (GError) error = NULL;

  ahadi_error_map_input (NULL, "cannot read");
  ahadi_error_map_input (&error, "cannot read");
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (domains); i++)
    g_test_add_data_func (domains[i].name, &domains[i], test_domain);
  g_test_add_func ("/sync/error-map/other-domains-stay", test_others);
  g_test_add_func ("/sync/error-map/nothing-to-map", test_nothing);

  return g_test_run ();
}

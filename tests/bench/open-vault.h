/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/ahadi-app.h"

G_BEGIN_DECLS

/* What each measuring program is told. */
typedef struct
{
  char *vault; /* folder */
  char *passphrase_file;
  char *list; /* (nullable): a file whose lines are the work */
} BenchInput;

void bench_input_clear (BenchInput *self);

/* Reads --vault, --passphrase-file and --list; starts crypto/. */
gboolean bench_input_parse (BenchInput *self, int *argc, char ***argv, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* Returns: (transfer full): the lines of --list. */
GStrv bench_input_read_list (const BenchInput *self, GError **error);

/* Returns: (transfer full): the open session. */
AhadiSession *bench_input_unlock (const BenchInput *self, GError **error);

/* The kernel then counts the highest resident memory anew: what the passphrase took is
 * not to be counted. Returns whether it does. */
gboolean bench_memory_forget_peak (void);

/* @name: "VmHWM:", "VmRSS:". In KiB; 0 if the kernel does not tell. */
gint64 bench_memory_read (const char *name);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BenchInput, bench_input_clear)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ahadi-model.h"

G_BEGIN_DECLS

/*
 * What the command line is made of: verbs, each with one or more commands. A command is a
 * row in the table of its ahadi-cmd-<verb>.c; the options of a record are not written
 * there but come from the model's table of fields.
 */
typedef struct _AhadiInvocation AhadiInvocation;

/* Exit codes; `ahadictl --help` says them too. */
enum
{
  AHADI_EXIT_FINE = 0,
  AHADI_EXIT_REFUSED = 1, /* refused or failed */
  AHADI_EXIT_USAGE = 2,
};

/* Values that name something on the disk. */
#define AHADI_VALUE_FILE "FILE"
#define AHADI_VALUE_FOLDER "DIR"

typedef struct
{
  const char *name;  /* without dashes */
  const char *value; /* what help calls its value; NULL: a flag without one */
  const char *help;  /* N_(): one line */
} AhadiOption;

typedef struct
{
  const char *name;      /* "init", "people add"; NULL if the verb is one command */
  const char *arguments; /* as help shows them: "[FILE]", "FILE…", "" */
  const char *summary;   /* N_(): one line */
  guint min_arguments;
  guint max_arguments;
  const AhadiOption *options; /* (nullable): ends with a NULL name */
  AhadiKind fields;           /* 0, or the kind whose every field is an option */
  int (*run) (AhadiInvocation *invocation);
} AhadiCommand;

typedef struct
{
  const char *name;
  const char *summary; /* N_(): one line */
  const AhadiCommand *commands;
  gsize n_commands;
} AhadiVerb;

/* In the order of help; ends with NULL. */
extern const AhadiVerb *const ahadi_verbs[];

/* --vault, --passphrase-file, --share, --share-passphrase-file, --json, --help,
 * --version: before or after the verb. */
extern const AhadiOption ahadi_global_options[];

extern const AhadiVerb ahadi_cmd_vault;
extern const AhadiVerb ahadi_cmd_card;
extern const AhadiVerb ahadi_cmd_directory;
extern const AhadiVerb ahadi_cmd_device;
extern const AhadiVerb ahadi_cmd_enrol;
extern const AhadiVerb ahadi_cmd_member;
extern const AhadiVerb ahadi_cmd_pledge;
extern const AhadiVerb ahadi_cmd_circle;
extern const AhadiVerb ahadi_cmd_report;
extern const AhadiVerb ahadi_cmd_attach;
extern const AhadiVerb ahadi_cmd_erasure;
extern const AhadiVerb ahadi_cmd_export;
extern const AhadiVerb ahadi_cmd_import;
extern const AhadiVerb ahadi_cmd_inspect;
extern const AhadiVerb ahadi_cmd_reply;
extern const AhadiVerb ahadi_cmd_review;
extern const AhadiVerb ahadi_cmd_carry;
extern const AhadiVerb ahadi_cmd_gaps;
extern const AhadiVerb ahadi_cmd_identity;
extern const AhadiVerb ahadi_cmd_link;
extern const AhadiVerb ahadi_cmd_lost;
extern const AhadiVerb ahadi_cmd_publish;
extern const AhadiVerb ahadi_cmd_duplicates;
extern const AhadiVerb ahadi_cmd_demo;

G_END_DECLS

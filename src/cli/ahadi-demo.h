/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/ahadi-app.h"

G_BEGIN_DECLS

/*
 * The whole road from the field to the secretariat with made-up people, in one process
 * and by the same use cases that the window and the other commands call: offices found
 * themselves and enrol each other, branches pledge, report and export, offices merge and
 * reply, branches see what was received.
 */

/* In the order of "vaults" in --json; the second replica comes last. */
typedef enum
{
  AHADI_DEMO_MEMBERSHIP,
  AHADI_DEMO_DIRECTOR,
  AHADI_DEMO_COMMITTEE,
  AHADI_DEMO_KISUMU,
  AHADI_DEMO_GARISSA,
  AHADI_DEMO_SECOND,
} AhadiDemoPlace;

#define AHADI_DEMO_N_PLACES 6
#define AHADI_DEMO_N_BRANCHES 2
#define AHADI_DEMO_N_REPORTS 3

typedef void (*AhadiDemoTell) (const char *sentence, gpointer data);

typedef struct
{
  char *folder;
  char *passphrase_file;
  char *card;     /* newest card, as a file */
  char *identity; /* membership office's age identity, as a file */
  AhadiSecret *passphrase;
  AhadiSession *sessions[AHADI_DEMO_N_PLACES];
  char *signers[AHADI_DEMO_N_BRANCHES]; /* .pub files */
  char *bundles[AHADI_DEMO_N_BRANCHES];
  GPtrArray *replies; /* filename */
  char *digests[2];   /* of the two membership replicas */
  guint64 members;    /* at the membership office, merged */
  guint64 pledges;
  guint64 reports; /* at the offices they are for */
  AhadiDemoTell tell;
  gpointer tell_data;
} AhadiDemo;

void ahadi_demo_clear (AhadiDemo *self);

/* A sentence for whoever watches. */
void ahadi_demo_tell (AhadiDemo *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

/**
 * ahadi_demo_prepare:
 * @folder: made with missing parents
 *
 * Writes the passphrase. Returns: %FALSE with %AHADI_USAGE_ERROR_REFUSED if @folder holds
 * a demo already or anything by the names of its files, or the errors of writing.
 */
gboolean ahadi_demo_prepare (AhadiDemo *self,
                             const char *folder,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Makes all vaults, enrols them, and gives everyone the last card. */
gboolean ahadi_demo_open (AhadiDemo *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Circles, members, pledges, a correction and the reports, at the two branches. */
gboolean ahadi_demo_record (AhadiDemo *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Exports, merges, replies, and takes in the replies. */
gboolean ahadi_demo_exchange (AhadiDemo *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Counts, and fails with AHADI_USAGE_ERROR_REFUSED if anything is not as it must be. */
gboolean ahadi_demo_verify (AhadiDemo *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Locks every vault, backup included. */
gboolean ahadi_demo_close (AhadiDemo *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AhadiDemo, ahadi_demo_clear)

G_END_DECLS

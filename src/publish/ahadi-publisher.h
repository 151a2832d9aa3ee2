/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-publish-office.h"
#include "ahadi-publish-result.h"
#include "ahadi-publish-watch.h"
#include "store/ahadi-store.h"

G_BEGIN_DECLS

/*
 * Keeps a PostgreSQL database up to date from the log of a vault. What was published, and
 * how far, stands in the database alone: it can be dropped, rebuilt, or fed by several
 * offices, and comes to the same state. Not thread-safe, as the vault.
 */
typedef struct _AhadiPublisher AhadiPublisher;

#define AHADI_PUBLISH_SCHEMA "ahadi"

/**
 * AhadiPublishTarget:
 * @address: postgresql://… without a password
 * @schema: %AHADI_PUBLISH_SCHEMA, or another name
 * @password: (nullable): else libpq looks for one (PGPASSFILE, a service)
 * @unverified: reach another machine also where nothing proves that it is the one meant
 */
typedef struct
{
  const char *address;
  const char *schema;
  AhadiSecret *password;
  gboolean unverified;
} AhadiPublishTarget;

/* Whether this program can publish at all. */
gboolean ahadi_publisher_is_built (void);

/**
 * ahadi_publisher_open:
 * @vault: borrowed, open as long as the publisher
 * @office: likewise
 *
 * Connects and looks; writes nothing.
 *
 * Returns: (transfer full): %NULL with %AHADI_PUBLISH_ERROR.
 */
AhadiPublisher *ahadi_publisher_open (AhadiVault *vault,
                                      const AhadiPublishOffice *office,
                                      const AhadiPublishTarget *target,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What is under way is taken back by the server. */
void ahadi_publisher_close (AhadiPublisher *self);

/* Whether nothing was ever published there. */
gboolean ahadi_publisher_is_first (AhadiPublisher *self);

/**
 * ahadi_publisher_run:
 * @rebuild: take all out and publish anew, in one transaction: whoever reads sees the old
 *   state until it is done
 * @result: (out)
 *
 * Publishes what is not there yet, in transactions of some 25,000 operations; each leaves
 * a sound state, and the next run goes on from there.
 *
 * Returns: %FALSE with %AHADI_PUBLISH_ERROR, %G_IO_ERROR_CANCELLED or the store's; the
 *   publisher can only be closed then.
 */
gboolean ahadi_publisher_run (AhadiPublisher *self,
                              gboolean rebuild,
                              const AhadiPublishWatch *watch,
                              AhadiPublishResult *result,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Compares; writes nothing. %AHADI_PUBLISH_ERROR_EMPTY if nothing was published there. */
gboolean ahadi_publisher_check (AhadiPublisher *self,
                                const AhadiPublishWatch *watch,
                                AhadiPublishCheck *check,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiPublisher, ahadi_publisher_close)

G_END_DECLS

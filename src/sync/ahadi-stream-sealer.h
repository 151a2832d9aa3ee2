/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-bundle-writer.h"

G_BEGIN_DECLS

/* Puts this device's own streams into the parts of a bundle (an office those of others
 * too), and remembers which, to mark them once the bundle is written whole. */
typedef struct _AhadiStreamSealer AhadiStreamSealer;

/**
 * ahadi_stream_sealer_new:
 * @relay: for the other offices: also what others wrote, as they signed it, of all
 *   audiences but the branches'
 * @everything: from the first operation on, and not only what was never exported
 *
 * All are borrowed. Returns: (transfer full): %NULL with the store's error.
 */
AhadiStreamSealer *ahadi_stream_sealer_new (AhadiVault *vault,
                                            AhadiIdentity *identity,
                                            AhadiDirectory *directory,
                                            gboolean relay,
                                            gboolean everything,
                                            const AhadiProgress *progress,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ahadi_stream_sealer_free (AhadiStreamSealer *self);

/* Operations that wait to be sent, and those that go on waiting: for an audience that
 * nobody reads yet. */
guint64 ahadi_stream_sealer_count (AhadiStreamSealer *self);
guint64 ahadi_stream_sealer_count_held_back (AhadiStreamSealer *self);
guint64 ahadi_stream_sealer_get_sealed (AhadiStreamSealer *self);

/* Of each own stream of @audience that has two stories the author's own word for it: it
 * stands before all segments. */
gboolean ahadi_stream_sealer_seal_forks (AhadiStreamSealer *self,
                                         const char *audience,
                                         AhadiPartWriter *part,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Of each own stream of @audience a segment for what was not sent, and one for each range
 * that an office asks for again; then those of others that are to be handed on. All in
 * the order of devices and epochs. */
gboolean ahadi_stream_sealer_seal (AhadiStreamSealer *self,
                                   const char *audience,
                                   AhadiPartWriter *part,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Within the caller's transaction: what was sealed is now exported. */
gboolean ahadi_stream_sealer_mark (AhadiStreamSealer *self,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiStreamSealer, ahadi_stream_sealer_free)

G_END_DECLS

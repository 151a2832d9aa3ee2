/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-lost-device.h"
#include "ahadi-words.h"

/* What only people know. */
#define BLANK "______________________________"

char *
ahadi_lost_device_print_notice (const AhadiLostDevice *self)
{
  g_autofree char *held = ahadi_sentence_for_lost_records (self);
  g_autofree char *aware = ahadi_words_time (self->aware);
  g_autofree char *deadline = ahadi_words_time (self->deadline);
  g_autofree char *last = ahadi_words_time (self->last_change);

  return g_strdup_printf (
      _ ("DRAFT – to be checked and signed by a person\n\n"
         "To the Data Commissioner\n"
         "Notification of a breach of personal data (Data Protection Act 2019, section "
         "43)\n\n"
         "1. A laptop of the branch %s was lost or stolen. Where and how: %s\n"
         "2. We became aware of it: %s. This notice is due: %s.\n"
         "3. It wrote, as far as we know: %s. It last wrote something that reached us: "
         "%s. "
         "What it had not sent yet, or sent sealed for another office, is not counted.\n"
         "4. The data on it is encrypted (SQLCipher; key derived from a passphrase by "
         "Argon2id). Was it locked when it was lost? %s\n"
         "5. What this may mean for the people concerned: %s\n"
         "6. What was done: the laptop is no longer trusted. Nothing that it sends "
         "counts any more, and nothing is sealed to it. What else: %s\n"
         "7. How the people concerned are told: %s\n"
         "8. Contact: %s\n"),
      *self->branch != '\0' ? self->branch : BLANK, BLANK, aware, deadline, held, last,
      BLANK, BLANK, BLANK, BLANK, BLANK);
}

char *
ahadi_lost_device_print_letter (const AhadiLostDevice *self)
{
  g_autofree char *aware = ahadi_words_time (self->aware);

  return g_strdup_printf (
      _ ("DRAFT – to be checked and signed by a person. Send it only in a way that is "
         "safe "
         "for who receives it; do not say to others why.\n\n"
         "A laptop of our branch %s, on which something about you may be kept, was lost "
         "or "
         "stolen. We learned of it: %s.\n\n"
         "What is on it is encrypted. Whoever has it can’t read it without the "
         "passphrase. "
         "We have told the Data Commissioner and withdrawn the laptop’s approval.\n\n"
         "What you can do: %s\n"
         "You may ask us what we keep about you, have it corrected or erased, and "
         "complain "
         "to the Data Commissioner. Whom to ask: %s\n"),
      *self->branch != '\0' ? self->branch : BLANK, aware, BLANK, BLANK);
}

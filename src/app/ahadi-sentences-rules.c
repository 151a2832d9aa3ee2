/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-sentences-rules.h"

#include <glib/gi18n-lib.h>

#define LINK                                                                             \
  N_ ("There is something in this file that Ahadi never puts there: a link, or a path "  \
      "that leads elsewhere. It may have been made to write where it should not. "       \
      "Nothing of it was taken in, and nothing here was changed. Keep it, and tell the " \
      "office who brought it.")
#define SWELLS                                                                           \
  N_ ("A part of this bundle would swell to far more than a laptop ever writes, as if "  \
      "to fill this one. That part was not taken in. Keep the file, and tell whoever "   \
      "looks after Ahadi at the office.")
#define OF_OTHERS                                                                        \
  N_ ("A part of this bundle holds entries in the name of another laptop than the one "  \
      "that sent it. That part was not taken in. Tell the office before taking more "    \
      "from that laptop.")

/* By the numbers of FORMAT.md. What is not here has a person do the same as after any
 * other damage, and the sentence of the code says it. */
static const struct
{
  const char *rule;
  const char *sentence;
} sentences[] = {
  { "U3", LINK },
  { "U4", LINK },
  { "U5", LINK },
  { "U6", N_ ("A piece of this file claims to be larger than anything Ahadi makes. "
              "Nothing of it was taken in, and no room was used. Ask the sender to "
              "export again; if it comes like this once more, tell the office.") },
  { "B4", N_ ("A part of this file was exchanged or taken out after its sender had "
              "signed it. Nothing of it was taken in, and nothing here was changed. Ask "
              "the sender to export again, and tell the office who carried this one.") },
  { "B8", N_ ("One piece stands in this file twice, and only one of the two can be the "
              "sender’s. Nothing of it was taken in, and nothing here was changed. Ask "
              "the sender for a fresh copy.") },
  { "B9", N_ ("The pieces of this file stand in another order than Ahadi puts them in, "
              "so somebody has put it together anew. Nothing of it was taken in, and "
              "nothing here was changed. Ask the sender to hand you a fresh export.") },
  { "I4", N_ ("This bundle opens here, but all that is in it is sealed for others. It is "
              "untouched, and nothing here was changed. Hand it to the office or laptop "
              "it was made for.") },
  { "J5", N_ ("Something in this file names a number larger than Ahadi counts, or is "
              "nested deeper than Ahadi writes, as if to exhaust this laptop. Its sender "
              "signed it so. Nothing of it was taken in. Tell the office before taking "
              "more from that laptop.") },
  { "P3", SWELLS },
  { "P5", SWELLS },
  { "P7", N_ ("A part of this bundle was made for another bundle and put into this one. "
              "That part was not taken in. Speak with whoever sent it, and tell the "
              "office.") },
  { "P10", N_ ("A part of this bundle names this laptop as its reader, and is sealed so "
               "that it stays closed here. That part was not taken in. Ask the sender to "
               "take the newest card, then to export everything again.") },
  { "P11", N_ ("A part of this bundle can be opened by more or fewer readers than its "
               "sender names: there may be one whom nobody was told of. That part was "
               "not taken in. Tell the office before doing anything else with it.") },
  { "W4", OF_OTHERS },
  { "W5", OF_OTHERS },
};

const char *
ahadi_sentence_find_for_rule (const char *rule)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sentences); i++)
    if (g_str_equal (sentences[i].rule, rule))
      return _ (sentences[i].sentence);

  return NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-gaps.h"
#include "ahadi-words.h"

static const char *
name_reader (const AhadiGap *self)
{
  AhadiAudienceClass audience = AHADI_AUDIENCE_MEMBERSHIP;

  return ahadi_audience_class_parse (self->audience, &audience)
             ? ahadi_words_audience (audience)
             : self->audience;
}

static char *
name_missing (const AhadiGap *self)
{
  const char *reader = name_reader (self);

  if (self->from == self->to)
    return g_strdup_printf (_ ("%s, for %s: change %lu has not arrived"), self->whose,
                            reader, (gulong) self->from);

  return g_strdup_printf (_ ("%s, for %s: changes %lu–%lu have not arrived"), self->whose,
                          reader, (gulong) self->from, (gulong) self->to);
}

static char *
name_asked (const AhadiGap *self)
{
  gulong n = (gulong) self->count;

  if (self->from == 0)
    return g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE,
                     "The office asks again for %lu change that is for %s",
                     "The office asks again for %lu changes that are for %s", n),
        n, name_reader (self));
  if (self->from == self->to)
    return g_strdup_printf (_ ("The office asks again for change %lu, for %s"),
                            (gulong) self->from, name_reader (self));

  return g_strdup_printf (_ ("The office asks again for changes %lu–%lu, for %s"),
                          (gulong) self->from, (gulong) self->to, name_reader (self));
}

/* In the greatest unit that is at least one. */
static char *
say_span (gint64 ms)
{
  gulong days = (gulong) (ms / (24 * 60 * 60 * G_GINT64_CONSTANT (1000)));
  gulong years = days / 365;

  if (years > 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%lu year", "%lu years", years),
                            years);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%lu day", "%lu days", days),
                          days);
}

static char *
name_ahead (const AhadiGap *self)
{
  g_autofree char *span = say_span (self->time - ahadi_wall_clock_ms ());
  gulong n = (gulong) self->count;

  return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE,
                   "%s, for %s: the clock was ahead by %s when change %lu was written; "
                   "%lu change waits",
                   "%s, for %s: the clock was ahead by %s when change %lu was written; "
                   "%lu changes wait",
                   n),
      self->whose, name_reader (self), span, (gulong) self->from, n);
}

char *
ahadi_gap_name (const AhadiGap *self)
{
  switch (self->state)
    {
    case AHADI_GAP_FROZEN:
      return g_strdup_printf (_ ("%s, for %s: from change %lu on nothing counts"),
                              self->whose, name_reader (self), (gulong) self->from);
    case AHADI_GAP_ASKED:
      return name_asked (self);
    case AHADI_GAP_COPIED:
      return g_strdup_printf (_ ("%s: two laptops write as this one"), self->whose);
    case AHADI_GAP_AHEAD:
      return name_ahead (self);
    case AHADI_GAP_MISSING:
    default:
      return name_missing (self);
    }
}

static const char *
advise_missing (const AhadiGap *self)
{
  if (self->answered)
    return _ ("What came afterwards counts already. Reply to that laptop: the reply asks "
              "for them, and its next export brings them.");
  if (self->between)
    return _ ("What came afterwards counts already. Your next export asks the other "
              "offices for them, and theirs brings them if they have them.");

  return _ ("What came afterwards counts already. Ask for an export of everything.");
}

const char *
ahadi_gap_advise (const AhadiGap *self)
{
  switch (self->state)
    {
    case AHADI_GAP_FROZEN:
      if (self->gone)
        return _ ("That laptop was copied, or put back to an older day, and tells two "
                  "stories; it is not trusted any more, and both are kept here. Look at "
                  "them and choose which one counts: under Devices, or with “ahadictl "
                  "device stories” and “ahadictl device choose”.");
      return _ ("That laptop was copied, or put back to an older day, and tells two "
                "stories; both are kept here. Reply to it: it then sends its own "
                "again, and nothing is lost.");
    case AHADI_GAP_ASKED:
      return _ ("They did not arrive there. Your next export sends them by itself.");
    case AHADI_GAP_COPIED:
      return _ (
          "It was copied, or put back twice to the same day. Both are kept, and "
          "count. Find out which is the true one. If the other can’t be taken out "
          "of use, revoke this laptop under Devices, and let the true one ask to be "
          "listed as a new laptop.");
    case AHADI_GAP_AHEAD:
      return _ ("They are kept, and count by themselves when their time comes. Ask for "
                "that laptop’s clock to be set right, and for that to be said there on "
                "Home: its next export then sends them as of that day, and they count at "
                "once.");
    case AHADI_GAP_MISSING:
    default:
      return advise_missing (self);
    }
}

char *
ahadi_gap_describe (const AhadiGap *self)
{
  g_autofree char *name = ahadi_gap_name (self);

  return g_strconcat (name, ". ", ahadi_gap_advise (self), NULL);
}

const char *
ahadi_sentence_for_clock (void)
{
  return _ ("This laptop’s clock can’t be right: others wrote or signed something more "
            "than a day later. Set the clock first. Nothing was changed.");
}

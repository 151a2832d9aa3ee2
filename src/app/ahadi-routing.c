/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-routing.h"

#include <glib/gi18n-lib.h>

#include "ahadi-words.h"

#define SEAT_SETTING "seat-"

void
ahadi_routing_clear (AhadiRouting *self)
{
  g_clear_pointer (&self->audience, g_free);
  g_clear_pointer (&self->readers, g_array_unref);
}

/* --- the audience ----------------------------------------------------------- */

/* NULL without an error if there is none. @text: (nullable): 32 hex digits */
static AhadiRecord *
get_record (AhadiVault *vault, AhadiKind kind, const char *text, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (AhadiItem) item = NULL;
  AhadiId id;

  if (text == NULL || !ahadi_id_parse (text, &id, NULL))
    return NULL;

  item = ahadi_query_get (vault, kind, &id, &local);
  if (item != NULL)
    return ahadi_record_ref (item->record);
  if (!g_error_matches (local, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND))
    g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

static AhadiRecord *
find_report_of_addendum (AhadiVault *vault, const AhadiRecord *addendum, GError **error)
{
  return get_record (vault, AHADI_KIND_REPORT,
                     ahadi_record_get (addendum, AHADI_ADDENDUM_REPORT), error);
}

static AhadiRecord *
find_report_of_attachment (AhadiVault *vault, const AhadiRecord *self, GError **error)
{
  const char *of = ahadi_record_get (self, AHADI_ATTACHMENT_OF);
  g_autoptr (AhadiRecord) addendum = NULL;
  GError *local = NULL;
  AhadiRecord *report = get_record (vault, AHADI_KIND_REPORT, of, &local);

  if (report == NULL && local == NULL)
    addendum = get_record (vault, AHADI_KIND_ADDENDUM, of, &local);
  if (addendum != NULL)
    return find_report_of_addendum (vault, addendum, error);
  if (local != NULL)
    g_propagate_error (error, local);
  return report;
}

/* The report that @record is, or belongs to; NULL without an error for other records, and
 * where there is none. */
static AhadiRecord *
find_report (AhadiVault *vault, const AhadiRecord *record, GError **error)
{
  switch (ahadi_record_get_kind (record))
    {
    case AHADI_KIND_REPORT:
      return ahadi_record_copy (record);
    case AHADI_KIND_ADDENDUM:
      return find_report_of_addendum (vault, record, error);
    case AHADI_KIND_ATTACHMENT:
      return find_report_of_attachment (vault, record, error);
    case AHADI_KIND_CIRCLE:
    case AHADI_KIND_MEMBER:
    case AHADI_KIND_PLEDGE:
    case AHADI_KIND_WITHDRAWAL:
    default:
      return NULL;
    }
}

static const char *
name_audience (const AhadiRecord *record, const AhadiRecord *report)
{
  if (report != NULL)
    return ahadi_report_route_to_audience (ahadi_record_get (report, AHADI_REPORT_ROUTE));
  if (ahadi_record_get_kind (record) == AHADI_KIND_ADDENDUM)
    return NULL;

  return ahadi_audience_class_to_string (AHADI_AUDIENCE_MEMBERSHIP);
}

/* --- who may write it here -------------------------------------------------- */

static gboolean
refuse_elsewhere (GError **error, const char *audience, AhadiRole role)
{
  g_set_error (error, AHADI_MODEL_ERROR, AHADI_MODEL_ERROR_ELSEWHERE,
               "cannot save for “%s”: nothing goes there from the %s office", audience,
               ahadi_role_to_string (role));
  return FALSE;
}

/* No bundle carries what an office writes to another (FORMAT.md, W1 and O2): what it does
 * not read itself would be read by nobody. */
static gboolean
check_desk (AhadiIdentity *identity, const char *audience, gboolean stays, GError **error)
{
  AhadiAudienceClass readers;
  AhadiRole role;

  if (identity == NULL || audience == NULL ||
      !ahadi_audience_parse (audience, &readers, NULL))
    return TRUE;

  role = ahadi_identity_get_role (identity);
  return !ahadi_role_is_office (role) || (stays && ahadi_role_reads (role, readers)) ||
         refuse_elsewhere (error, audience, role);
}

/* --- whose keys ------------------------------------------------------------- */

static gboolean
is_among (const GArray *ids, const AhadiId *id)
{
  for (guint i = 0; i < ids->len; i++)
    if (ahadi_id_equal (&g_array_index (ids, AhadiId, i), id))
      return TRUE;

  return FALSE;
}

static gboolean
is_seat (const AhadiDirectoryEntry *entry)
{
  return entry != NULL && entry->role == AHADI_ROLE_BOARD_COMMITTEE;
}

static gboolean
has_stranger (AhadiDirectory *directory, const GArray *recused)
{
  for (guint i = 0; i < recused->len; i++)
    if (!is_seat (ahadi_directory_find_device (directory,
                                               &g_array_index (recused, AhadiId, i))))
      return TRUE;

  return FALSE;
}

/* The holders of offices who read @audience, but for the recused. */
static GArray *
list_readers (AhadiDirectory *directory, const char *audience, const GArray *recused)
{
  GPtrArray *entries = ahadi_directory_get_entries (directory);
  GArray *readers = g_array_new (FALSE, FALSE, sizeof (AhadiAgeRecipient));
  AhadiAudienceClass audience_class;

  if (!ahadi_audience_parse (audience, &audience_class, NULL))
    return readers;

  for (guint i = 0; i < entries->len; i++)
    {
      const AhadiDirectoryEntry *entry = entries->pdata[i];

      if (entry->state == AHADI_DEVICE_ACTIVE &&
          ahadi_role_reads (entry->role, audience_class) &&
          !is_among (recused, &entry->device))
        g_array_append_val (readers, entry->recipient);
    }

  return readers;
}

/* The author reads along, unless it is about the author or leaves the author out. */
static void
add_author (AhadiIdentity *identity, const GArray *recused, GArray *readers)
{
  AhadiAgeRecipient own =
      ahadi_age_identity_get_recipient (ahadi_identity_get_age_identity (identity));

  if (is_among (recused, ahadi_identity_get_device (identity)))
    return;
  for (guint i = 0; i < readers->len; i++)
    if (ahadi_age_recipient_equal (&g_array_index (readers, AhadiAgeRecipient, i), &own))
      return;

  g_array_append_val (readers, own);
}

static gboolean
choose_readers (AhadiVault *vault,
                AhadiIdentity *identity,
                const AhadiRecord *report,
                gboolean stays,
                AhadiRouting *self,
                GError **error)
{
  g_autoptr (GArray) recused =
      ahadi_recused_parse (ahadi_record_get (report, AHADI_REPORT_RECUSED));
  g_autoptr (AhadiDirectory) directory = NULL;
  GError *local = NULL;

  if (self->audience == NULL || recused == NULL || (stays && recused->len == 0))
    return TRUE;

  directory = ahadi_directory_load (vault, &local);
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  if (directory == NULL || identity == NULL)
    {
      self->readers = g_array_new (FALSE, FALSE, sizeof (AhadiAgeRecipient));
      return TRUE;
    }

  self->unknown_recused = has_stranger (directory, recused);
  self->readers = list_readers (directory, self->audience, recused);
  if (stays && self->readers->len > 0)
    add_author (identity, recused, self->readers);
  return TRUE;
}

gboolean
ahadi_routing_choose (AhadiVault *vault,
                      const AhadiRecord *record,
                      AhadiRouting *self,
                      GError **error)
{
  gboolean stays = ahadi_conflict_lets_stay (record);
  g_autoptr (AhadiIdentity) identity = NULL;
  g_autoptr (AhadiRecord) report = NULL;
  GError *local = NULL;

  *self = (AhadiRouting){ 0 };
  identity = ahadi_identity_load (vault, &local);
  if (local == NULL)
    report = find_report (vault, record, &local);
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }

  self->audience = g_strdup (name_audience (record, report));
  return check_desk (identity, self->audience, stays, error) &&
         (report == NULL || choose_readers (vault, identity, report, stays, self, error));
}

/* The field that a record without readers must change. */
static const char *
name_blamed_field (AhadiKind kind)
{
  if (kind == AHADI_KIND_REPORT)
    return ahadi_report_info.fields[AHADI_REPORT_ROUTE].name;
  if (kind == AHADI_KIND_ADDENDUM)
    return ahadi_addendum_info.fields[AHADI_ADDENDUM_REPORT].name;

  return ahadi_attachment_info.fields[AHADI_ATTACHMENT_OF].name;
}

void
ahadi_routing_validate (const AhadiRouting *self,
                        const AhadiRecord *record,
                        GPtrArray *problems)
{
  gboolean is_report = ahadi_record_get_kind (record) == AHADI_KIND_REPORT;

  if (is_report && self->unknown_recused)
    ahadi_problem_list_add (problems, ahadi_report_info.fields[AHADI_REPORT_RECUSED].name,
                            AHADI_PROBLEM_OTHER_VALUE);
  if (self->readers == NULL || self->readers->len > 0)
    return;

  ahadi_problem_list_add (problems, name_blamed_field (ahadi_record_get_kind (record)),
                          AHADI_PROBLEM_NO_READER);
}

/* --- seats ------------------------------------------------------------------ */

void
ahadi_seat_free (AhadiSeat *self)
{
  g_free (self->title);
  g_free (self);
}

static AhadiSeat *
make_seat (AhadiDirectory *directory, const AhadiDirectoryEntry *entry, guint number)
{
  AhadiSeat *seat = g_new (AhadiSeat, 1);
  char id[AHADI_ID_TEXT_SIZE];
  g_autofree char *name =
      g_strconcat (SEAT_SETTING, ahadi_id_print (&entry->device, id), NULL);
  const char *title = ahadi_directory_get_setting (directory, name);

  seat->device = entry->device;
  /* Translators: a member of the Committee whose seat has no title */
  seat->title = title != NULL ? g_strdup (title)
                              : g_strdup_printf (_ ("Committee member %u"), number);
  return seat;
}

GPtrArray *
ahadi_routing_list_seats (AhadiSession *session, GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);
  g_autoptr (GPtrArray) seats =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ahadi_seat_free);
  g_autoptr (AhadiDirectory) directory = NULL;
  GError *local = NULL;
  GPtrArray *entries;

  if (vault == NULL)
    return NULL;
  directory = ahadi_directory_load (vault, &local);
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return NULL;
    }
  if (directory == NULL)
    return g_steal_pointer (&seats);

  entries = ahadi_directory_get_entries (directory);
  for (guint i = 0; i < entries->len; i++)
    {
      const AhadiDirectoryEntry *entry = entries->pdata[i];

      if (is_seat (entry) && entry->state == AHADI_DEVICE_ACTIVE)
        g_ptr_array_add (seats, make_seat (directory, entry, seats->len + 1));
    }

  return g_steal_pointer (&seats);
}

/* --- in words --------------------------------------------------------------- */

/* "Chair, Committee member 2"; NULL for none. */
static char *
name_recused (AhadiSession *session, const AhadiRecord *report, GError **error)
{
  g_autoptr (GArray) recused =
      ahadi_recused_parse (ahadi_record_get (report, AHADI_REPORT_RECUSED));
  g_autoptr (GPtrArray) seats = ahadi_routing_list_seats (session, error);
  g_autoptr (GPtrArray) titles = g_ptr_array_new ();

  for (guint i = 0; seats != NULL && recused != NULL && i < seats->len; i++)
    {
      const AhadiSeat *seat = seats->pdata[i];

      if (is_among (recused, &seat->device))
        g_ptr_array_add (titles, seat->title);
    }
  if (titles->len == 0)
    return NULL;

  g_ptr_array_add (titles, NULL);
  return g_strjoinv (", ", (char **) titles->pdata);
}

static const char *
say_where_it_stays (const AhadiRecord *report)
{
  if (ahadi_conflict_lets_stay (report))
    return _ ("It stays readable on this laptop.");

  return _ (
      "Nothing of it stays readable on this laptop: no list, no search and no count "
      "will show it. Note its reference when it is shown.");
}

char *
ahadi_routing_describe (AhadiSession *session, const AhadiRecord *record, GError **error)
{
  const char *route = ahadi_record_get (record, AHADI_REPORT_ROUTE);
  const char *audience = ahadi_report_route_to_audience (route);
  g_autoptr (GError) local = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *recused = NULL;
  AhadiAudienceClass readers;

  if (audience == NULL || !ahadi_audience_class_parse (audience, &readers))
    return g_strdup ("");

  recused = name_recused (session, record, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }

  /* Translators: %s is "the Executive Director" and the like */
  g_string_append_printf (text, _ ("Can be read at the secretariat only by %s."),
                          ahadi_words_audience (readers));
  if (recused != NULL)
    {
      g_string_append_c (text, ' ');
      /* Translators: %s names members of the Committee by their seat */
      g_string_append_printf (text, _ ("Left out, without a key for it: %s."), recused);
    }
  g_string_append_printf (text, " %s", say_where_it_stays (record));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

gboolean
ahadi_routing_check_office (AhadiVault *vault,
                            const char *audience,
                            const char *action,
                            GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (AhadiIdentity) identity = ahadi_identity_load (vault, &local);
  AhadiAudienceClass audience_class;

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (identity != NULL && ahadi_audience_parse (audience, &audience_class, NULL) &&
      ahadi_role_reads (ahadi_identity_get_role (identity), audience_class))
    return TRUE;

  g_set_error (error, AHADI_MODEL_ERROR, AHADI_MODEL_ERROR_ELSEWHERE,
               "cannot %s what is for “%s”: only an office that reads it does", action,
               audience);
  return FALSE;
}

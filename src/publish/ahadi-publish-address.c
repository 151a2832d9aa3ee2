/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-publish-address.h"

#include <gio/gio.h>
#include <libpq-fe.h>
#include <string.h>

#include "ahadi-publish-error.h"

#define SCHEMA_LIMIT 40

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PQconninfoOption, PQconninfoFree)

static const char *
find (const PQconninfoOption *options, const char *keyword)
{
  for (gsize i = 0; options != NULL && options[i].keyword != NULL; i++)
    if (g_str_equal (options[i].keyword, keyword))
      return options[i].val;

  return NULL;
}

static gboolean
is_local_host (const char *host)
{
  g_autoptr (GInetAddress) address = NULL;

  if (*host == '\0' || *host == '/' || *host == '@' || g_str_equal (host, "localhost"))
    return TRUE;

  /* "127.example.org" is a name, and anybody's. */
  address = g_inet_address_new_from_string (host);
  return address != NULL && g_inet_address_get_is_loopback (address);
}

/* @hosts: several may stand there, with commas between them. */
static gboolean
are_local (const char *hosts)
{
  g_auto (GStrv) list = g_strsplit (hosts, ",", -1);
  gboolean local = TRUE;

  for (gsize i = 0; list[i] != NULL; i++)
    local = local && is_local_host (list[i]);

  return local;
}

/* Where the environment or a service may still name one, it is not known to be here. */
static gboolean
is_local (const PQconninfoOption *given, const PQconninfoOption *usual)
{
  static const char *const keywords[] = { "hostaddr", "host" };
  gboolean service = find (given, "service") != NULL || find (usual, "service") != NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (keywords); i++)
    {
      const char *hosts = find (given, keywords[i]);

      if (hosts == NULL)
        hosts = find (usual, keywords[i]);
      if (hosts != NULL && !are_local (hosts))
        return FALSE;
      if (hosts == NULL && service)
        return FALSE;
    }

  return TRUE;
}

static gboolean
refuse (AhadiPublishError code, const char *why, GError **error)
{
  g_set_error (error, AHADI_PUBLISH_ERROR, (int) code, "cannot publish: %s", why);
  return FALSE;
}

gboolean
ahadi_publish_address_check (const char *address,
                             gboolean unverified,
                             const char **mode,
                             GError **error)
{
  g_autoptr (PQconninfoOption) given = NULL;
  g_autoptr (PQconninfoOption) usual = NULL;
  const char *said;
  char *why = NULL;

  *mode = NULL;
  given = PQconninfoParse (address, &why);
  PQfreemem (why); /* it repeats the address, with what should not stand there */
  if (given == NULL)
    return refuse (AHADI_PUBLISH_ERROR_ADDRESS, "the address is not one", error);
  if (find (given, "password") != NULL || find (given, "sslpassword") != NULL)
    return refuse (AHADI_PUBLISH_ERROR_PASSWORD, "a password stands in the address",
                   error);

  usual = PQconndefaults ();
  if (is_local (given, usual))
    return TRUE;

  said = find (given, "sslmode");
  if (!unverified && said != NULL && !g_str_equal (said, "verify-full"))
    return refuse (AHADI_PUBLISH_ERROR_UNVERIFIED,
                   "sslmode is not verify-full, and the server is elsewhere", error);

  if (said == NULL || !unverified)
    *mode = unverified ? "require" : "verify-full";
  return TRUE;
}

gboolean
ahadi_publish_schema_is_valid (const char *schema)
{
  return *schema != '\0' && strlen (schema) <= SCHEMA_LIMIT &&
         strspn (schema, "abcdefghijklmnopqrstuvwxyz0123456789_") == strlen (schema) &&
         !g_ascii_isdigit (*schema) && !g_str_has_prefix (schema, "pg_") &&
         !g_str_equal (schema, "information_schema");
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "publish/ahadi-publish-address.h"

#include "publish/ahadi-publish-error.h"

typedef struct
{
  const char *address;
  gboolean unverified;
  int code;         /* -1: accepted */
  const char *mode; /* then */
} Case;

#define FINE -1
#define REFUSED(word) AHADI_PUBLISH_ERROR_##word

static const Case here[] = {
  { "postgresql:///ahadi", FALSE, FINE, NULL },
  { "postgresql://owner@localhost/ahadi", FALSE, FINE, NULL },
  { "postgresql://owner@127.0.0.1:5433/ahadi?sslmode=disable", FALSE, FINE, NULL },
  { "postgresql://owner@[::1]/ahadi", FALSE, FINE, NULL },
  { "postgresql://owner@/ahadi?host=/run/postgresql", FALSE, FINE, NULL },
  { "host=localhost,127.0.0.1 dbname=ahadi", FALSE, FINE, NULL },
  { "postgresql://localhost/ahadi", TRUE, FINE, NULL },
};

static const Case elsewhere[] = {
  { "postgresql://owner@data.example/ahadi", FALSE, FINE, "verify-full" },
  { "postgresql://data.example/ahadi?sslmode=verify-full", FALSE, FINE, "verify-full" },
  { "postgresql://localhost,data.example/ahadi", FALSE, FINE, "verify-full" },
  { "postgresql://localhost/ahadi?hostaddr=10.0.0.7", FALSE, FINE, "verify-full" },
  { "postgresql://localhost.example/ahadi", FALSE, FINE, "verify-full" },
  { "postgresql://127.example.org/ahadi", FALSE, FINE, "verify-full" },
  { "postgresql:///ahadi?service=office", FALSE, FINE, "verify-full" },
  { "postgresql://data.example/ahadi?sslmode=verify-ca", FALSE, REFUSED (UNVERIFIED) },
  { "postgresql://data.example/ahadi?sslmode=prefer", FALSE, REFUSED (UNVERIFIED) },
  { "host=10.0.0.7 sslmode=disable", FALSE, REFUSED (UNVERIFIED) },
};

/* Who accepts a stranger gets at least a channel, unless they say that too. */
static const Case unverified[] = {
  { "postgresql://data.example/ahadi", TRUE, FINE, "require" },
  { "postgresql://data.example/ahadi?sslmode=disable", TRUE, FINE, NULL },
};

static const Case wrong[] = {
  { "", FALSE, FINE, NULL }, /* libpq's own defaults: this machine */
  { "ahadi", FALSE, REFUSED (ADDRESS) },
  { "mysql://localhost/ahadi", FALSE, REFUSED (ADDRESS) },
  { "postgresql://localhost/ahadi?colour=red", FALSE, REFUSED (ADDRESS) },
  { "postgresql://owner:secret@localhost/ahadi", FALSE, REFUSED (PASSWORD) },
  { "postgresql://owner@localhost/ahadi?password=secret", TRUE, REFUSED (PASSWORD) },
  { "host=localhost sslpassword=secret", FALSE, REFUSED (PASSWORD) },
};

static void
check (const Case *cases, gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GError) error = NULL;
      const char *mode = "unset";
      gboolean accepted = ahadi_publish_address_check (
          cases[i].address, cases[i].unverified, &mode, &error);

      g_test_message ("%s", cases[i].address);
      if (cases[i].code == FINE)
        {
          g_assert_no_error (error);
          g_assert_true (accepted);
          g_assert_cmpstr (mode, ==, cases[i].mode);
          continue;
        }
      g_assert_false (accepted);
      g_assert_error (error, AHADI_PUBLISH_ERROR, cases[i].code);
      g_assert_null (strstr (error->message, "secret"));
    }
}

static void
test_here (void)
{
  check (here, G_N_ELEMENTS (here));
}

static void
test_elsewhere (void)
{
  check (elsewhere, G_N_ELEMENTS (elsewhere));
}

static void
test_unverified (void)
{
  check (unverified, G_N_ELEMENTS (unverified));
}

static void
test_wrong (void)
{
  check (wrong, G_N_ELEMENTS (wrong));
}

static void
test_environment_counts (void)
{
  const Case cases[] = { { "postgresql:///ahadi", FALSE, FINE, "verify-full" } };

  g_setenv ("PGHOST", "data.example", TRUE);
  check (cases, 1);
  g_unsetenv ("PGHOST");
  g_setenv ("PGHOSTADDR", "10.0.0.7", TRUE);
  check (cases, 1);
  g_unsetenv ("PGHOSTADDR");
}

static void
test_schemas (void)
{
  g_assert_true (ahadi_publish_schema_is_valid ("ahadi"));
  g_assert_true (ahadi_publish_schema_is_valid ("_ofisi_2"));
  for (const char *const *name =
           (const char *const[]){ "", "2ahadi", "Ahadi", "a\"b", "a-b", "a b", "pg_ahadi",
                                  "information_schema",
                                  "a2345678901234567890123456789012345678901", NULL };
       *name != NULL; name++)
    g_assert_false (ahadi_publish_schema_is_valid (*name));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_unsetenv ("PGHOST");
  g_unsetenv ("PGHOSTADDR");
  g_unsetenv ("PGSERVICE");
  g_test_add_func ("/publish/address/this-machine-needs-no-certificate", test_here);
  g_test_add_func ("/publish/address/another-has-to-prove-itself", test_elsewhere);
  g_test_add_func ("/publish/address/unless-a-person-says-so", test_unverified);
  g_test_add_func ("/publish/address/refuses-passwords-and-nonsense", test_wrong);
  g_test_add_func ("/publish/address/environment-counts", test_environment_counts);
  g_test_add_func ("/publish/address/names-of-schemas", test_schemas);
  return g_test_run ();
}

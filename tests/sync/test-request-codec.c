/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The inside of a request: FORMAT.md section 8, E1 to E7. J1 to J4 (E2) are tried one by
 * one in test-codec.c. */

#include "sync/ahadi-request-codec.h"

#include <string.h>

#include "forge.h"

#define REQUEST "request.json"
#define MINISIG "request.json.minisig"

/* What a device asks, and the key it signs with. */
typedef struct
{
  AhadiId org;
  AhadiSigningKey *key;
  AhadiEnrolment request;
} Device;

static void
device_open (Device *self, AhadiRole role)
{
  g_autoptr (AhadiAgeIdentity) identity = ahadi_age_identity_new ();

  ahadi_random_bytes (self->org.bytes, AHADI_ID_SIZE);
  self->key = ahadi_signing_key_new ();
  self->request.signer = *ahadi_signing_key_get_verify_key (self->key);
  ahadi_verify_key_derive_id (&self->request.signer, self->request.device.bytes);
  self->request.recipient = ahadi_age_identity_get_recipient (identity);
  self->request.role = role;
  self->request.label = g_strdup ("Achieng's laptop");
  self->request.time = G_GINT64_CONSTANT (1780000000000);
  if (ahadi_role_is_office (role))
    return;

  ahadi_random_bytes (self->request.branch.bytes, AHADI_ID_SIZE);
  self->request.branch_name = g_strdup ("Kisumu");
}

static void
device_close (Device *self)
{
  g_clear_pointer (&self->key, ahadi_signing_key_unref);
  g_clear_pointer (&self->request.branch_name, g_free);
  g_clear_pointer (&self->request.label, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Device, device_close)

static GBytes *
print_request (const Device *self)
{
  return ahadi_request_print (&self->request, &self->org, self->key);
}

static Forge *
open_request (const Device *self)
{
  g_autoptr (GBytes) archive = print_request (self);

  return forge_open_archive (archive);
}

static char *
read_text (Forge *forge)
{
  GBytes *bytes = forge_find (forge, REQUEST)->bytes;

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static char *
make_comment (const Device *self)
{
  g_autofree char *id = ahadi_id_to_string (&self->request.device);

  return g_strconcat ("ahadi-request-v1 ", id, NULL);
}

static void
sign_with (Forge *forge, AhadiSigningKey *key, const char *comment)
{
  GBytes *bytes = forge_find (forge, REQUEST)->bytes;
  g_autofree char *signature = ahadi_minisign_sign (
      key, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "forged", comment);

  forge_set_text (forge, MINISIG, signature);
}

/* Another text in place of the request's, signed by the device. */
static void
set_text (Forge *forge, const Device *self, const char *text)
{
  g_autofree char *comment = make_comment (self);

  forge_set_text (forge, REQUEST, text);
  sign_with (forge, self->key, comment);
}

static void
assert_archive_refused (GBytes *archive, int code, const char *said)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiEnrolment) request = NULL;
  AhadiId org;

  request = ahadi_request_parse (archive, &org, &error);
  g_assert_null (request);
  world_assert_reason (error, code, said);
}

static void
assert_forge_refused (Forge *forge, int code, const char *said)
{
  g_autoptr (GBytes) archive = forge_to_archive (forge);

  assert_archive_refused (archive, code, said);
}

/* As printed, signed and all, whatever rule it breaks. */
static void
assert_device_refused (const Device *self, const char *rule)
{
  g_autoptr (GBytes) archive = print_request (self);

  assert_archive_refused (archive, AHADI_SYNC_ERROR_MALFORMED, rule);
}

static AhadiEnrolment *
assert_device_taken (const Device *self)
{
  g_autoptr (GBytes) archive = print_request (self);
  g_autoptr (GError) error = NULL;
  AhadiEnrolment *request;
  AhadiId org;

  request = ahadi_request_parse (archive, &org, &error);
  g_assert_no_error (error);
  g_assert_true (ahadi_id_equal (&org, &self->org));
  return request;
}

static void
test_round_trip (gconstpointer role)
{
  g_auto (Device) device = { 0 };
  g_autoptr (AhadiEnrolment) parsed = NULL;

  device_open (&device, GPOINTER_TO_INT (role));
  parsed = assert_device_taken (&device);
  g_assert_true (ahadi_id_equal (&parsed->device, &device.request.device));
  g_assert_true (ahadi_verify_key_equal (&parsed->signer, &device.request.signer));
  g_assert_true (
      ahadi_age_recipient_equal (&parsed->recipient, &device.request.recipient));
  g_assert_cmpint (parsed->role, ==, device.request.role);
  g_assert_true (ahadi_id_equal (&parsed->branch, &device.request.branch));
  g_assert_cmpstr (parsed->branch_name, ==, device.request.branch_name);
  g_assert_cmpstr (parsed->label, ==, device.request.label);
  g_assert_cmpint (parsed->time, ==, device.request.time);
  g_assert_null (parsed->fingerprint);
}

/* --- E1 --- */

static void
test_members (void)
{
  g_auto (Device) device = { 0 };
  g_autoptr (GBytes) letter = g_bytes_new_static ("not a request", 13);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("x", 1);
  g_autoptr (Forge) forge = NULL;

  device_open (&device, AHADI_ROLE_COORDINATOR);
  assert_archive_refused (letter, AHADI_SYNC_ERROR_FOREIGN, "ustar");

  forge = open_request (&device);
  forge_insert (forge, NULL, "letter.txt", bytes);
  assert_forge_refused (forge, AHADI_SYNC_ERROR_FOREIGN, REQUEST);
  forge_remove (forge, "letter.txt");

  forge_insert (forge, REQUEST, "letter.txt", bytes);
  assert_forge_refused (forge, AHADI_SYNC_ERROR_DAMAGED, MINISIG);
  forge_remove (forge, "letter.txt");

  forge_insert (forge, MINISIG, "letter.txt", bytes);
  assert_forge_refused (forge, AHADI_SYNC_ERROR_MALFORMED, "E1");
  forge_remove (forge, "letter.txt");

  forge_remove (forge, MINISIG);
  assert_forge_refused (forge, AHADI_SYNC_ERROR_DAMAGED, MINISIG);
  forge_remove (forge, REQUEST);
  assert_forge_refused (forge, AHADI_SYNC_ERROR_FOREIGN, "ustar");
}

static GBytes *
make_zeros (gsize size)
{
  return g_bytes_new_take (g_malloc0 (size), size);
}

static void
test_too_large (void)
{
  g_auto (Device) device = { 0 };
  g_autoptr (GBytes) most = make_zeros (AHADI_REQUEST_LIMIT);
  g_autoptr (GBytes) more = make_zeros (AHADI_REQUEST_LIMIT + 1);
  g_autoptr (Forge) document = NULL;
  g_autoptr (Forge) signature = NULL;

  device_open (&device, AHADI_ROLE_COORDINATOR);
  document = open_request (&device);
  forge_set (document, REQUEST, more);
  assert_forge_refused (document, AHADI_SYNC_ERROR_DAMAGED, "more than 65536 bytes");
  forge_set (document, REQUEST, most);
  assert_forge_refused (document, AHADI_SYNC_ERROR_MALFORMED, "JSON");

  signature = open_request (&device);
  forge_set (signature, MINISIG, more);
  assert_forge_refused (signature, AHADI_SYNC_ERROR_DAMAGED, "more than 65536 bytes");
}

/* --- E2 to E6: a change of the text, signed, and what is said of it --- */

typedef struct
{
  const char *name;
  const char *old;
  const char *by;
  const char *said;
} Change;

static const Change changes[] = {
  { "E2-refuses-blank", ",\"org\"", ", \"org\"", "spelling" },
  { "E2-refuses-unknown-member", ",\"label\"", ",\"x\":1,\"label\"", "not known here" },
  { "E2-refuses-time-before-1970", "\"time\":1780000000000", "\"time\":-1", "time" },
  { "E2-refuses-time-that-is-text", "\"time\":1780000000000", "\"time\":\"now\"",
    "time" },
  { "E2-refuses-label-that-is-no-text", "\"label\":\"Achieng's laptop\"", "\"label\":1",
    "label" },
  { "E3-refuses-signer-that-is-no-key", "\"signer_pk\":\"RW", "\"signer_pk\":\"AA",
    "E3" },
  { "E3-refuses-recipient-that-is-no-key", "\"recipient\":\"age1", "\"recipient\":\"age2",
    "E3" },
  { "E3-refuses-upper-case", "\"recipient\":\"age1", "\"recipient\":\"AGE1", "E3" },
  { "E5-refuses-other-role", "\"role\":\"coordinator\"", "\"role\":\"chair\"", "E5" },
  { "E5-refuses-office-with-a-branch", "\"role\":\"coordinator\"",
    "\"role\":\"membership\"", "E5" },
  { "E5-refuses-branch-without-a-name", "\"branch_name\":\"Kisumu\"",
    "\"branch_name\":\"\"", "E5" },
  { "E6-refuses-two-lines", "Achieng's laptop", "Achieng's\\nlaptop", "E6" },
  { "E6-refuses-two-lines-of-unicode", "Achieng's laptop", "Achieng's\u2029laptop",
    "E6" },
  { "E6-refuses-tab", "Achieng's laptop", "Achieng's\\tlaptop", "E6" },
  { "E6-refuses-control-character", "Achieng's laptop", "Achieng's\\u001blaptop", "E6" },
  { "E6-refuses-outer-blank", "Achieng's laptop", "Achieng's laptop ", "E6" },
  { "E6-refuses-two-lines-of-a-branch", "Kisumu", "Ki\\nsumu", "E6" },
};

static void
test_change (gconstpointer data)
{
  const Change *change = data;
  g_auto (Device) device = { 0 };
  g_autoptr (Forge) forge = NULL;
  g_autofree char *text = NULL;
  g_autofree char *changed = NULL;

  device_open (&device, AHADI_ROLE_COORDINATOR);
  forge = open_request (&device);
  text = read_text (forge);
  changed = forge_replace (text, change->old, change->by);
  set_text (forge, &device, changed);
  assert_forge_refused (forge, AHADI_SYNC_ERROR_MALFORMED, change->said);
}

static void
test_newer (void)
{
  g_auto (Device) device = { 0 };
  g_autoptr (Forge) forge = NULL;
  g_autofree char *text = NULL;
  g_autofree char *changed = NULL;

  device_open (&device, AHADI_ROLE_COORDINATOR);
  forge = open_request (&device);
  text = read_text (forge);
  changed = forge_replace (text, "ahadi-request-v1", "ahadi-request-v2");
  set_text (forge, &device, changed);
  assert_forge_refused (forge, AHADI_SYNC_ERROR_NEWER, "request");
}

/* Points of small order (RFC 7748, section 7): nothing can be sealed to them, and one of
 * them on the list would keep everybody from sealing. */
static void
test_unusable_recipient (void)
{
  g_auto (Device) device = { 0 };
  static const AhadiAgeRecipient zero;
  static const AhadiAgeRecipient one = { { 1 } };

  device_open (&device, AHADI_ROLE_COORDINATOR);
  device.request.recipient = zero;
  assert_device_refused (&device, "E3");
  device.request.recipient = one;
  assert_device_refused (&device, "E3");
}

static void
test_device_id (void)
{
  g_auto (Device) device = { 0 };

  device_open (&device, AHADI_ROLE_COORDINATOR);
  device.request.device.bytes[15] ^= 1;
  assert_device_refused (&device, "E4");
}

static void
test_roles (void)
{
  for (int role = AHADI_ROLE_COORDINATOR; role <= AHADI_ROLE_BOARD_COMMITTEE; role++)
    {
      g_auto (Device) device = { 0 };
      g_autoptr (AhadiEnrolment) request = NULL;

      device_open (&device, role);
      request = assert_device_taken (&device);
      g_assert_cmpint (request->role, ==, role);
    }
}

static void
test_branch (void)
{
  g_auto (Device) field = { 0 };
  g_auto (Device) office = { 0 };

  device_open (&field, AHADI_ROLE_CIRCLE);
  field.request.branch = (AhadiId){ 0 };
  assert_device_refused (&field, "E5");

  device_open (&office, AHADI_ROLE_EXECUTIVE_DIRECTOR);
  office.request.branch_name = g_strdup ("Kisumu");
  assert_device_refused (&office, "E5");
  *office.request.branch_name = 0;
  office.request.branch.bytes[3] = 1;
  assert_device_refused (&office, "E5");
}

static void
set_letters (char **text, gsize n)
{
  g_free (*text);
  *text = g_strnfill (n, 'x');
}

static void
test_lengths (void)
{
  g_auto (Device) device = { 0 };
  g_autoptr (AhadiEnrolment) longest = NULL;
  g_autoptr (AhadiEnrolment) unnamed = NULL;

  device_open (&device, AHADI_ROLE_COORDINATOR);
  set_letters (&device.request.label, 200);
  set_letters (&device.request.branch_name, 200);
  longest = assert_device_taken (&device);
  set_letters (&device.request.label, 201);
  assert_device_refused (&device, "E6");
  set_letters (&device.request.label, 0);
  unnamed = assert_device_taken (&device);
  set_letters (&device.request.branch_name, 201);
  assert_device_refused (&device, "E6");
}

/* --- E7 --- */

static void
test_changed_after_signing (void)
{
  g_auto (Device) device = { 0 };
  g_autoptr (Forge) forge = NULL;
  g_autofree char *text = NULL;
  g_autofree char *changed = NULL;

  device_open (&device, AHADI_ROLE_COORDINATOR);
  forge = open_request (&device);
  text = read_text (forge);
  changed = forge_replace (text, "Kisumu", "Kisimu");
  forge_set_text (forge, REQUEST, changed);
  assert_forge_refused (forge, AHADI_SYNC_ERROR_BAD_SIGNATURE, "not signed");
}

/* Somebody else's key, and then even with the device's key number. */
static void
test_other_signer (void)
{
  g_auto (Device) device = { 0 };
  g_auto (Device) other = { 0 };
  g_autoptr (Forge) forge = NULL;
  g_autofree char *comment = NULL;
  g_autoptr (AhadiSecret) copied = NULL;
  g_autoptr (AhadiSigningKey) renumbered = NULL;
  g_autoptr (GError) error = NULL;

  device_open (&device, AHADI_ROLE_COORDINATOR);
  device_open (&other, AHADI_ROLE_COORDINATOR);
  forge = open_request (&device);
  comment = make_comment (&device);
  sign_with (forge, other.key, comment);
  assert_forge_refused (forge, AHADI_SYNC_ERROR_BAD_SIGNATURE, "not signed");

  copied = ahadi_secret_new_from (
      ahadi_secret_get_bytes (ahadi_signing_key_get_secret (other.key)), 40);
  memcpy (ahadi_secret_get_bytes (copied), device.request.signer.number, 8);
  renumbered = ahadi_signing_key_new_from_secret (copied, &error);
  g_assert_no_error (error);
  sign_with (forge, renumbered, comment);
  assert_forge_refused (forge, AHADI_SYNC_ERROR_BAD_SIGNATURE, "not signed");
}

static void
test_other_comment (void)
{
  g_auto (Device) device = { 0 };
  g_auto (Device) other = { 0 };
  g_autoptr (Forge) forge = NULL;
  g_autofree char *id = NULL;
  g_autofree char *of_another = NULL;
  g_autofree char *of_a_bundle = NULL;

  device_open (&device, AHADI_ROLE_COORDINATOR);
  device_open (&other, AHADI_ROLE_COORDINATOR);
  forge = open_request (&device);
  of_another = make_comment (&other);
  sign_with (forge, device.key, of_another);
  assert_forge_refused (forge, AHADI_SYNC_ERROR_BAD_SIGNATURE, "not signed");

  id = ahadi_id_to_string (&device.request.device);
  of_a_bundle = g_strconcat ("ahadi-bundle-v1 ", id, NULL);
  sign_with (forge, device.key, of_a_bundle);
  assert_forge_refused (forge, AHADI_SYNC_ERROR_BAD_SIGNATURE, "not signed");
}

/* What can't be checked is not a signature that was checked. */
static void
test_no_signature (void)
{
  g_auto (Device) device = { 0 };
  g_autoptr (Forge) forge = NULL;

  device_open (&device, AHADI_ROLE_COORDINATOR);
  forge = open_request (&device);
  forge_set_text (forge, MINISIG, "signed: Achieng\n");
  assert_forge_refused (forge, AHADI_SYNC_ERROR_DAMAGED, "request");
}

/* --- the digits to compare --- */

static char *
make_fingerprint (const Device *device)
{
  return ahadi_request_make_fingerprint (&device->request, &device->org);
}

static void
test_fingerprint_text (void)
{
  g_auto (Device) device = { 0 };
  g_autofree char *org = NULL;
  g_autofree char *signer = NULL;
  g_autofree char *recipient = NULL;
  g_autofree char *branch = NULL;
  g_autofree char *text = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *fingerprint = NULL;

  device_open (&device, AHADI_ROLE_CIRCLE);
  org = ahadi_id_to_string (&device.org);
  signer = ahadi_verify_key_to_string (&device.request.signer);
  recipient = ahadi_age_recipient_to_string (&device.request.recipient);
  branch = ahadi_id_to_string (&device.request.branch);
  text = g_strjoin ("\n", org, signer, recipient, "circle", branch, NULL);
  expected = ahadi_fingerprint_make ("ahadi-enrol-v1", text, strlen (text));
  fingerprint = make_fingerprint (&device);
  g_assert_cmpstr (fingerprint, ==, expected);
}

/* The same digits however often a device asks, and whatever it is called by then. */
static void
test_fingerprint_stays (void)
{
  g_auto (Device) device = { 0 };
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  device_open (&device, AHADI_ROLE_CIRCLE);
  first = make_fingerprint (&device);
  device.request.time++;
  set_letters (&device.request.label, 7);
  set_letters (&device.request.branch_name, 7);
  second = make_fingerprint (&device);
  g_assert_cmpstr (first, ==, second);
}

static void
assert_other_fingerprint (const Device *device, const char *first)
{
  g_autofree char *other = make_fingerprint (device);

  g_assert_cmpstr (other, !=, first);
}

static void
test_fingerprint_differs (void)
{
  g_auto (Device) device = { 0 };
  g_autofree char *first = NULL;

  device_open (&device, AHADI_ROLE_CIRCLE);
  first = make_fingerprint (&device);
  device.org.bytes[0] ^= 1;
  assert_other_fingerprint (&device, first);
  device.org.bytes[0] ^= 1;
  device.request.signer.key[0] ^= 1;
  assert_other_fingerprint (&device, first);
  device.request.signer.key[0] ^= 1;
  device.request.recipient.bytes[0] ^= 1;
  assert_other_fingerprint (&device, first);
  device.request.recipient.bytes[0] ^= 1;
  device.request.role = AHADI_ROLE_COORDINATOR;
  assert_other_fingerprint (&device, first);
  device.request.role = AHADI_ROLE_CIRCLE;
  device.request.branch.bytes[0] ^= 1;
  assert_other_fingerprint (&device, first);
}

/* --- every byte --- */

/* Owner, mode and time of the archive and the untrusted comment are nobody's word; every
 * other byte is. */
static void
test_every_byte (void)
{
  g_auto (Device) device = { 0 };
  g_autoptr (GBytes) archive = NULL;
  const guint8 *bytes;
  gsize size;
  guint taken = 0;
  AhadiId org;

  device_open (&device, AHADI_ROLE_COORDINATOR);
  archive = print_request (&device);
  bytes = g_bytes_get_data (archive, &size);
  for (gsize i = 0; i < size; i++)
    {
      guint8 *copy = g_memdup2 (bytes, size);
      g_autoptr (GBytes) flipped = g_bytes_new_take (copy, size);
      g_autoptr (AhadiEnrolment) request = NULL;

      copy[i] ^= 1 << g_test_rand_int_range (0, 8);
      request = ahadi_request_parse (flipped, &org, NULL);
      if (request == NULL)
        continue;
      g_assert_true (ahadi_id_equal (&request->device, &device.request.device));
      g_assert_cmpstr (request->label, ==, device.request.label);
      taken++;
    }

  g_assert_cmpuint (taken, <, 60);
  for (gsize i = 0; i < size; i++)
    {
      g_autoptr (GBytes) cut = g_bytes_new_from_bytes (archive, 0, i);

      g_assert_null (ahadi_request_parse (cut, &org, NULL));
    }
}

int
main (int argc, char **argv)
{
  world_init_tests (&argc, &argv);

  g_test_add_data_func ("/sync/request-codec/round-trip-of-the-field",
                        GINT_TO_POINTER (AHADI_ROLE_COORDINATOR), test_round_trip);
  g_test_add_data_func ("/sync/request-codec/round-trip-of-an-office",
                        GINT_TO_POINTER (AHADI_ROLE_BOARD_COMMITTEE), test_round_trip);
  g_test_add_func ("/sync/request-codec/E1-refuses-other-members", test_members);
  g_test_add_func ("/sync/request-codec/E1-refuses-above-its-limit", test_too_large);
  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autofree char *path = g_strconcat ("/sync/request-codec/", changes[i].name, NULL);

      g_test_add_data_func (path, &changes[i], test_change);
    }
  g_test_add_func ("/sync/request-codec/E2-higher-format-is-newer", test_newer);
  g_test_add_func ("/sync/request-codec/E3-refuses-recipient-of-small-order",
                   test_unusable_recipient);
  g_test_add_func ("/sync/request-codec/E4-refuses-device-id-of-another-key",
                   test_device_id);
  g_test_add_func ("/sync/request-codec/E5-takes-the-five-roles", test_roles);
  g_test_add_func ("/sync/request-codec/E5-branch-is-of-the-field", test_branch);
  g_test_add_func ("/sync/request-codec/E6-lengths", test_lengths);
  g_test_add_func ("/sync/request-codec/E7-refuses-change-after-signing",
                   test_changed_after_signing);
  g_test_add_func ("/sync/request-codec/E7-refuses-other-signer", test_other_signer);
  g_test_add_func ("/sync/request-codec/E7-refuses-other-comment", test_other_comment);
  g_test_add_func ("/sync/request-codec/what-is-no-signature-is-damage",
                   test_no_signature);
  g_test_add_func ("/sync/request-codec/fingerprint-is-of-the-text-in-the-format",
                   test_fingerprint_text);
  g_test_add_func ("/sync/request-codec/fingerprint-stays", test_fingerprint_stays);
  g_test_add_func ("/sync/request-codec/fingerprint-differs", test_fingerprint_differs);
  g_test_add_func ("/sync/request-codec/every-byte-flipped-and-every-cut",
                   test_every_byte);

  return g_test_run ();
}

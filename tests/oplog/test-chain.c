/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "crypto/ahadi-crypto.h"
#include "oplog/ahadi-oplog.h"

/* Computed apart from this program, by Python's hashlib from the bytes in ahadi-chain.c.
 */
#define H0 "3f586ef8e0d3b565d4aa66476304f14672d7fe4ea6cb21b73d735ec7b842f528"
#define H0_AFTER_11 "8d421183055405dae397ab34c3111c9e7e8cf46df70236ef5e8514c2769f1432"
#define BODY "{\"s\":\"000102030405060708090a0b0c0d0e0f\",\"f\":{\"name\":\"Wanjiku\"}}"
#define H1 "1120f68d5b66b2689a9ad71b75cdc1bbf79ee026f9554f7ceec8a1f680f6f438"
#define H2 "79e38e8d12bd03678999102a0e14b4fe6f4c2056105407f04da8fa5b3fafe0d1"

#define ORG "ke.example"
#define EPOCH 0xdeadbeef

static const AhadiId device = {
  { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 },
};
static const AhadiId entity = {
  { 0xf0, 0xf1, 0xf2, 0xf3, 0xf4, 0xf5, 0xf6, 0xf7, 0xf8, 0xf9, 0xfa, 0xfb, 0xfc, 0xfd,
    0xfe, 0xff },
};

static AhadiOperation
make_operation (guint64 seq, AhadiKind kind, const char *body)
{
  AhadiOperation operation = {
    .seq = seq,
    .hlc = 0x0190000000000000 + seq,
    .kind = kind,
    .entity = entity,
    .body = body,
    .body_size = strlen (body),
  };

  ahadi_hash_bytes (body, strlen (body), operation.body_hash);
  return operation;
}

static AhadiStreamId
make_stream (void)
{
  AhadiStreamId stream;

  ahadi_stream_id_init (&stream, &device, EPOCH, "membership");
  return stream;
}

static void
assert_head (const AhadiChain *chain, guint64 seq, const char *head)
{
  char text[2 * AHADI_CHAIN_HASH_SIZE + 1];

  ahadi_hex_encode (chain->head, AHADI_CHAIN_HASH_SIZE, text);
  g_assert_cmpuint (chain->seq, ==, seq);
  g_assert_cmpstr (text, ==, head);
}

static void
assert_links (AhadiChain *chain, const AhadiOperation *operation)
{
  g_autoptr (GError) error = NULL;
  gboolean linked = ahadi_chain_link (chain, operation, &error);

  g_assert_no_error (error);
  g_assert_true (linked);
}

static void
test_it_starts_from_org_and_stream (void)
{
  AhadiStreamId stream = make_stream ();
  AhadiChain chain;

  ahadi_chain_start (&chain, ORG, &stream, NULL);
  assert_head (&chain, 0, H0);
}

static void
test_it_starts_from_the_head_of_the_epoch_before (void)
{
  AhadiStreamId stream = make_stream ();
  guint8 previous[AHADI_CHAIN_HASH_SIZE];
  AhadiChain chain;

  memset (previous, 0x11, sizeof previous);
  ahadi_chain_start (&chain, ORG, &stream, previous);
  assert_head (&chain, 0, H0_AFTER_11);
}

static void
test_operations_link_as_documented (void)
{
  AhadiStreamId stream = make_stream ();
  AhadiOperation first = make_operation (1, AHADI_KIND_MEMBER, BODY);
  AhadiOperation second = make_operation (2, AHADI_KIND_REPORT, "{}");
  AhadiChain chain;

  ahadi_chain_start (&chain, ORG, &stream, NULL);
  assert_links (&chain, &first);
  assert_head (&chain, 1, H1);
  assert_links (&chain, &second);
  assert_head (&chain, 2, H2);
}

static void
test_it_resumes_in_the_middle (void)
{
  AhadiStreamId stream = make_stream ();
  AhadiOperation second = make_operation (2, AHADI_KIND_REPORT, "{}");
  guint8 head[AHADI_CHAIN_HASH_SIZE];
  AhadiChain chain;

  g_assert_true (ahadi_hex_decode (H1, head, sizeof head));
  ahadi_chain_resume (&chain, &stream, 1, head);
  assert_links (&chain, &second);
  assert_head (&chain, 2, H2);
}

static void
test_an_erased_body_leaves_the_head_as_it_was (void)
{
  AhadiStreamId stream = make_stream ();
  AhadiOperation erased = make_operation (1, AHADI_KIND_MEMBER, BODY);
  AhadiChain chain;

  erased.body = NULL;
  erased.body_size = 0;
  ahadi_chain_start (&chain, ORG, &stream, NULL);
  assert_links (&chain, &erased);
  assert_head (&chain, 1, H1);
}

static void
assert_does_not_link (const AhadiChain *chain, guint64 seq)
{
  AhadiOperation operation = make_operation (seq, AHADI_KIND_MEMBER, BODY);
  AhadiChain changed = *chain;
  g_autoptr (GError) error = NULL;

  g_assert_false (ahadi_chain_link (&changed, &operation, &error));
  g_assert_error (error, AHADI_OPLOG_ERROR, AHADI_OPLOG_ERROR_BROKEN_CHAIN);
  g_assert_cmpmem (&changed, sizeof changed, chain, sizeof *chain);
}

static void
test_c1_gaps_and_repeats_do_not_link (void)
{
  AhadiStreamId stream = make_stream ();
  guint8 head[AHADI_CHAIN_HASH_SIZE] = { 0 };
  AhadiChain chain;

  memset (&chain, 0, sizeof chain);
  ahadi_chain_resume (&chain, &stream, 7, head);
  assert_does_not_link (&chain, 9);
  assert_does_not_link (&chain, 7);
  assert_does_not_link (&chain, 0);
}

typedef void (*Change) (AhadiStreamId *stream, AhadiOperation *operation);

static void
change_device (AhadiStreamId *stream, AhadiOperation *operation)
{
  stream->device.bytes[15] ^= 1;
}

static void
change_epoch (AhadiStreamId *stream, AhadiOperation *operation)
{
  stream->epoch ^= 1;
}

static void
change_audience (AhadiStreamId *stream, AhadiOperation *operation)
{
  g_strlcpy (stream->audience, "safeguarding", sizeof stream->audience);
}

static void
change_hlc (AhadiStreamId *stream, AhadiOperation *operation)
{
  operation->hlc ^= 1;
}

static void
change_kind (AhadiStreamId *stream, AhadiOperation *operation)
{
  operation->kind = AHADI_KIND_CIRCLE;
}

static void
change_entity (AhadiStreamId *stream, AhadiOperation *operation)
{
  operation->entity.bytes[15] ^= 1;
}

static void
change_body (AhadiStreamId *stream, AhadiOperation *operation)
{
  operation->body_hash[31] ^= 1;
}

/* From the same head before, so that nothing but the link itself can tell them apart. */
static void
test_c2_every_part_of_an_operation_shows_in_the_head (void)
{
  static const Change changes[] = {
    change_device, change_epoch,  change_audience, change_hlc,
    change_kind,   change_entity, change_body,
  };
  const guint8 before[AHADI_CHAIN_HASH_SIZE] = { 0 };
  AhadiStreamId stream = make_stream ();
  AhadiOperation operation = make_operation (1, AHADI_KIND_MEMBER, BODY);
  AhadiChain expected;

  ahadi_chain_resume (&expected, &stream, 0, before);
  assert_links (&expected, &operation);

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      AhadiStreamId changed_stream = stream;
      AhadiOperation changed = operation;
      AhadiChain chain;

      changes[i](&changed_stream, &changed);
      ahadi_chain_resume (&chain, &changed_stream, 0, before);
      assert_links (&chain, &changed);
      g_assert_true (memcmp (chain.head, expected.head, AHADI_CHAIN_HASH_SIZE) != 0);
    }
}

static void
test_every_part_of_a_stream_shows_at_the_start (void)
{
  static const Change changes[] = { change_device, change_epoch, change_audience };
  AhadiStreamId stream = make_stream ();
  AhadiChain expected, chain;

  ahadi_chain_start (&expected, ORG, &stream, NULL);
  ahadi_chain_start (&chain, "ke.exampl", &stream, NULL);
  g_assert_true (memcmp (chain.head, expected.head, AHADI_CHAIN_HASH_SIZE) != 0);

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      AhadiStreamId changed = stream;

      changes[i](&changed, NULL);
      ahadi_chain_start (&chain, ORG, &changed, NULL);
      g_assert_true (memcmp (chain.head, expected.head, AHADI_CHAIN_HASH_SIZE) != 0);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_assert_true (ahadi_crypto_init (NULL));

  g_test_add_func ("/oplog/chain/it-starts-from-org-and-stream",
                   test_it_starts_from_org_and_stream);
  g_test_add_func ("/oplog/chain/it-starts-from-the-head-of-the-epoch-before",
                   test_it_starts_from_the_head_of_the_epoch_before);
  g_test_add_func ("/oplog/chain/operations-link-as-documented",
                   test_operations_link_as_documented);
  g_test_add_func ("/oplog/chain/it-resumes-in-the-middle",
                   test_it_resumes_in_the_middle);
  g_test_add_func ("/oplog/chain/an-erased-body-leaves-the-head-as-it-was",
                   test_an_erased_body_leaves_the_head_as_it_was);
  g_test_add_func ("/oplog/chain/c1-gaps-and-repeats-do-not-link",
                   test_c1_gaps_and_repeats_do_not_link);
  g_test_add_func ("/oplog/chain/c2-every-part-of-an-operation-shows-in-the-head",
                   test_c2_every_part_of_an_operation_shows_in_the_head);
  g_test_add_func ("/oplog/chain/every-part-of-a-stream-shows-at-the-start",
                   test_every_part_of_a_stream_shows_at_the_start);

  return g_test_run ();
}

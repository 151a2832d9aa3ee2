/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-sentences.h"

#include <glib/gi18n-lib.h>

#include "ahadi-keys-error.h"
#include "ahadi-linking.h"
#include "ahadi-sentences-rules.h"
#include "media/ahadi-media.h"
#include "publish/ahadi-publish.h"

typedef struct
{
  int code;
  const char *word;
  const char *sentence;
} Sentence;

static const Sentence base_sentences[] = {
  { AHADI_BASE_ERROR_SYNTAX, "syntax",
    N_ ("This file is not written the way Ahadi writes it, so it was not read. Nothing "
        "was changed. Ask whoever made it for a fresh copy.") },
  { AHADI_BASE_ERROR_LIMIT, "limit",
    N_ ("This file is larger than any Ahadi makes, so it was left alone. Nothing was "
        "changed. Check that it is the right file.") },
  { AHADI_BASE_ERROR_NO_SPACE, "no-space",
    N_ ("There is not enough room on the disk or stick. Nothing was replaced and nothing "
        "is lost. Free some space or use another stick, then try again.") },
  { AHADI_BASE_ERROR_NOT_FOUND, "not-found",
    N_ ("There is no such file or folder. Nothing was changed. Check that the stick is "
        "in and the name is right, then try again.") },
  { AHADI_BASE_ERROR_PERMISSION, "permission",
    N_ ("This laptop does not let you use that file or folder. Nothing was changed. "
        "Choose another folder, or ask whoever set up the laptop.") },
  { AHADI_BASE_ERROR_READ_ONLY, "read-only",
    N_ ("That disk or stick can only be read. Nothing was changed. Unlock its switch or "
        "use another one.") },
  { AHADI_BASE_ERROR_EXISTS, "exists",
    N_ ("There is a file or folder of that name already. It was left as it is. Choose "
        "another name or another folder.") },
  { AHADI_BASE_ERROR_IS_FOLDER, "is-folder",
    N_ ("That is a folder, not a file. Nothing was changed. Choose the file inside "
        "it.") },
  { AHADI_BASE_ERROR_NOT_FOLDER, "not-folder",
    N_ ("A folder was expected there, and it is a file. Nothing was changed. Choose a "
        "folder.") },
  { AHADI_BASE_ERROR_NOT_FILE, "not-file",
    N_ ("That is a device or a pipe and no file. It was left as it is. Choose a file.") },
  { AHADI_BASE_ERROR_LINK, "link",
    N_ ("A link to another place stands where the vault keeps a file or folder of its "
        "own: somebody put it there. It was not followed, and nothing was opened or "
        "changed. Look who could reach this laptop, put what belongs there in its place, "
        "or take the newest backup, then open the vault again.") },
  { AHADI_BASE_ERROR_FILE_SIZE, "file-size",
    N_ ("That disk or stick takes no file as large as this one: with the usual format of "
        "sticks, FAT32, 4 GB is the most. Nothing was replaced and nothing is lost. Use "
        "a "
        "disk or stick with the format exFAT.") },
  { AHADI_BASE_ERROR_IO, "io",
    N_ ("The disk, stick or folder could not be read or written. What was there before "
        "is still there. Check that the stick is in and that the folder is yours to use, "
        "then try again.") },
};

static const Sentence crypto_sentences[] = {
  { AHADI_CRYPTO_ERROR_MALFORMED, "malformed",
    N_ ("What was entered or opened has not the form it should have. Nothing was "
        "changed. Look for a part that is missing, mistyped or too short, then try "
        "again.") },
  { AHADI_CRYPTO_ERROR_NO_MATCH, "no-match",
    N_ ("No key on this laptop opens this file: it was sealed for someone else. The file "
        "is untouched. Hand it to the office or laptop it was made for.") },
  { AHADI_CRYPTO_ERROR_WRONG_SECRET, "wrong-secret",
    N_ ("That passphrase or recovery code does not open this vault. Nothing was changed. "
        "Check the keyboard and the capital letters, then try again.") },
  { AHADI_CRYPTO_ERROR_CORRUPT, "corrupt",
    N_ ("Something was changed or cut off since this was sealed. It was not used, and "
        "nothing here was changed. Get a fresh copy; for a vault, take its newest "
        "backup.") },
  { AHADI_CRYPTO_ERROR_BAD_SIGNATURE, "bad-signature",
    N_ ("The signature does not belong to what it is meant to sign. It was not used, and "
        "nothing here was changed. Ask the sender for a new copy, and tell the office if "
        "it happens again.") },
  { AHADI_CRYPTO_ERROR_NEWER, "newer",
    N_ ("The keys here were made by a newer Ahadi than this one. They were left "
        "untouched. Update Ahadi, then try again.") },
  { AHADI_CRYPTO_ERROR_RESOURCE, "resource",
    N_ ("This laptop has too little free memory to work with keys safely. Nothing was "
        "changed. Close other programs, then try again.") },
};

static const Sentence model_sentences[] = {
  { AHADI_MODEL_ERROR_UNKNOWN, "newer",
    N_ ("This record was made by a newer Ahadi, which knows more than this one. It was "
        "left as it is. Update Ahadi to see and change it.") },
  { AHADI_MODEL_ERROR_VALUE, "value",
    N_ ("One answer cannot be kept as it was written. The record keeps what it had. "
        "Correct that answer, then save again.") },
  { AHADI_MODEL_ERROR_PROBLEMS, "problems",
    N_ ("Some answers are missing or need another look. Nothing was saved yet. Complete "
        "them, then save again.") },
  { AHADI_MODEL_ERROR_ELSEWHERE, "elsewhere",
    N_ ("What is written at this office goes nowhere else, so whoever needs this would "
        "never see it. Nothing was saved. Write it on the laptop of a branch, or where "
        "it is kept: members, pledges and circles at the membership office, a report at "
        "the office that reads it.") },
};

static const Sentence media_sentences[] = {
  { AHADI_MEDIA_ERROR_DAMAGED, "media-damaged",
    N_ ("The file is damaged, or written in a way that is not known here, so what it "
        "tells of place, time and names can’t be taken out. Nothing was attached. Attach "
        "a fresh copy, or attach it as it is and say why.") },
  { AHADI_MEDIA_ERROR_CHANGED, "changed",
    N_ ("The file was changed while it was read. Nothing was attached, and nothing of it "
        "was kept. Close the program that writes it, then try again.") },
  { AHADI_MEDIA_ERROR_TOO_LARGE, "too-large",
    N_ ("The picture has too many points to be shown here. It was left as it is. Save a "
        "copy to look at it elsewhere.") },
  { AHADI_MEDIA_ERROR_SIZE, "size",
    N_ ("A file of at least one byte and at most 100 MiB can be attached; this one has "
        "another size. It was not read and nothing was attached. Make it smaller or "
        "split it, then try again.") },
  { AHADI_MEDIA_ERROR_NEEDS_REASON, "needs-reason",
    N_ ("This file can tell where, when, by whom and with what it was made, and that "
        "can’t be taken out here. Nothing was attached. Save a picture as JPEG or PNG "
        "first, or attach the file as it is and say why.") },
  { AHADI_MEDIA_ERROR_LOCKED, "pdf-locked",
    N_ ("This PDF only opens with a password. Nothing was attached. Save it without one, "
        "then try again, or attach it as it is and say why.") },
  { AHADI_MEDIA_ERROR_SIGNED, "pdf-signed",
    N_ ("This PDF has a digital signature, which a change would break. Nothing was "
        "attached. Print it into a new PDF, or attach it as it is and say why.") },
  { AHADI_MEDIA_ERROR_HOLDS_FILES, "pdf-holds-files",
    N_ ("This PDF holds other files, which can tell names, places and times. Nothing was "
        "attached. Attach those by themselves, or the PDF as it is and say why.") },
  { AHADI_MEDIA_ERROR_NO_CLEANER, "no-pdf-cleaner",
    N_ ("The part of Ahadi that cleans PDFs is missing or stopped. Nothing was attached. "
        "Try again, install Ahadi again, or attach the PDF as it is and say why.") },
};

static const Sentence oplog_sentences[] = {
  { AHADI_OPLOG_ERROR_MALFORMED, "malformed",
    N_ ("A part of this bundle is not written as it must be. That part was not taken in. "
        "Ask the sender to export everything again.") },
  { AHADI_OPLOG_ERROR_NEWER, "newer",
    N_ ("A part of this bundle was made by a newer Ahadi. It is kept, and not taken in "
        "yet. Update Ahadi, then import the bundle again.") },
  { AHADI_OPLOG_ERROR_BROKEN_CHAIN, "broken-chain",
    N_ ("A part of this bundle does not follow from what its laptop sent before. That "
        "part was not taken in. Ask the sender to export everything again.") },
  { AHADI_OPLOG_ERROR_BAD_SIGNATURE, "bad-signature",
    N_ ("A part of this bundle is not signed by the laptop that is said to have written "
        "it. That part was not taken in. Tell the office before using this bundle.") },
};

static const Sentence store_sentences[] = {
  { AHADI_STORE_ERROR_WIPED, "wiped",
    N_ ("The wipe of this vault was begun and is not finished. Its keys are being "
        "destroyed, and it does not open again; some of its files are still there. Wipe "
        "it once more, with “ahadictl vault wipe --without-passphrase”, or remove its "
        "folder by hand.") },
  { AHADI_STORE_ERROR_BUSY, "busy",
    N_ ("Another Ahadi window or program has this vault open. Nothing was changed here. "
        "Close the other one, then try again.") },
  { AHADI_STORE_ERROR_NEWER, "newer",
    N_ ("This vault was last used with a newer Ahadi. It was not touched. Update Ahadi "
        "on this laptop to open it.") },
  { AHADI_STORE_ERROR_EXISTS, "exists",
    N_ ("There is one here already. It was left as it is. Open the one that is there, or "
        "choose another folder.") },
  { AHADI_STORE_ERROR_NOT_FOUND, "not-found",
    N_ ("There is no such vault or record here. Nothing was changed. Check the folder or "
        "the number, then try again.") },
  { AHADI_STORE_ERROR_CORRUPT, "vault-corrupt",
    N_ ("The database of this vault cannot be read as it should be. It was left as it "
        "is, and its backups are kept. Copy the whole folder to a safe place, then put "
        "back the newest backup.") },
  { AHADI_STORE_ERROR_STRANGE, "strange",
    N_ ("Something that is no file, such as a pipe or a device, stands where the vault "
        "keeps a file or folder of its own: somebody put it there. Nothing was opened or "
        "changed. Look who could reach this laptop, put what belongs there in its place, "
        "or take the newest backup, then open the vault again.") },
  { AHADI_STORE_ERROR_FILES, "files",
    N_ ("Attached files or bundles that are kept here are damaged or missing; the "
        "records "
        "are whole. Nothing was changed. Keep every backup there is: an older one may "
        "have them whole.") },
  { AHADI_STORE_ERROR_OLD_COPY, "old-copy",
    N_ ("The key file and the database of this vault are from different days: one of "
        "them is an older copy. Both were left as they are. Put back the two from the "
        "same backup.") },
  { AHADI_STORE_ERROR_LIBRARY, "library",
    N_ ("The encryption that protects the vault is not working on this laptop, so the "
        "vault stays closed. Nothing was written. Install Ahadi again from its own "
        "package.") },
  { AHADI_STORE_ERROR_NO_SPACE, "no-space",
    N_ ("The disk of this laptop is full, or nearly so. Nothing was saved this time; "
        "everything saved before is still there. Free some space, then try again.") },
  { AHADI_STORE_ERROR_FORK, "fork",
    N_ ("Two different histories came from one and the same laptop; it may have been "
        "copied. What was here before is kept. Tell the office before exchanging more "
        "with that laptop.") },
  { AHADI_STORE_ERROR_FAILED, "store-failed",
    N_ ("The vault could not finish this. It is as it was before. Lock and unlock Ahadi, "
        "then try again.") },
};

static const Sentence sync_sentences[] = {
  { AHADI_SYNC_ERROR_FOREIGN, "foreign",
    N_ ("This is not a file of Ahadi. It was left as it is, and nothing here was "
        "changed. Look for a file whose name ends in .ahadi.") },
  { AHADI_SYNC_ERROR_DAMAGED, "damaged",
    N_ ("This file was cut short or changed on its way. Nothing of it was taken in, and "
        "nothing here was changed. Ask the sender to export again and bring a fresh "
        "copy.") },
  { AHADI_SYNC_ERROR_NOT_FOR_US, "not-for-us",
    N_ ("This file is sealed for another office or laptop and stays closed here. It is "
        "untouched. Hand it to the one it was made for.") },
  { AHADI_SYNC_ERROR_UNKNOWN_DEVICE, "unknown-device",
    N_ ("This bundle is from a laptop that is not enrolled yet. It is set aside, whole "
        "and safe. It will be taken in once the office approves that laptop.") },
  { AHADI_SYNC_ERROR_REVOKED, "revoked",
    N_ ("This bundle is from a laptop that is no longer trusted. Nothing of it was taken "
        "in. Speak with the branch before doing anything else with it.") },
  { AHADI_SYNC_ERROR_BAD_SIGNATURE, "bad-signature",
    N_ ("The signature on this file does not hold, so it may come from someone else. "
        "Nothing of it was taken in. Ask the sender for it again, and tell the "
        "office.") },
  { AHADI_SYNC_ERROR_OTHER_ORG, "other-org",
    N_ ("This file belongs to another organisation than this vault. Nothing of it was "
        "taken in. Check with the office which card or bundle is meant for you.") },
  { AHADI_SYNC_ERROR_OLDER, "older",
    N_ ("This card is older than the one on this laptop. The newer one is kept. There is "
        "nothing to do.") },
  { AHADI_SYNC_ERROR_NEWER, "newer",
    N_ ("This file was made by a newer Ahadi than this one. It was left as it is, and "
        "nothing here was changed. Update Ahadi, then import it again.") },
  { AHADI_SYNC_ERROR_MALFORMED, "malformed",
    N_ ("This file is signed by its sender, and yet not made as it must be. Nothing of "
        "it was taken in. Keep the file, and tell whoever looks after Ahadi at the "
        "office.") },
  { AHADI_SYNC_ERROR_NOT_READY, "not-ready",
    N_ ("This vault cannot do that yet: it may be locked, or still need the office’s "
        "card or its approval, or this is work of another office. Nothing was changed. "
        "The Sync page says what comes next.") },
  { AHADI_SYNC_ERROR_FORK, "fork",
    N_ ("This bundle tells another story than the same laptop signed before; the laptop "
        "may have been copied or put back to an older day. Nothing of it was taken in. "
        "Tell the office before exchanging more with that laptop.") },
  { AHADI_SYNC_ERROR_LAST_HOLDER, "last-holder",
    N_ ("This laptop is the last one that holds its office: without it nobody could read "
        "what is sealed to that office. Nothing was changed. Have the next holder listed "
        "first, in the same draft or before. If the laptop was lost, stop trusting it on "
        "the Devices page; that works at once.") },
};

static const Sentence keys_sentences[] = {
  { AHADI_KEYS_ERROR_NAME, "name",
    N_ ("A person’s name is one line of 1 to 200 characters. Nobody was added. Write it "
        "as people know it.") },
  { AHADI_KEYS_ERROR_NAME_TAKEN, "name-taken",
    N_ ("Somebody of that name opens this vault already. Nobody was added. Take another "
        "name, or change that person’s passphrase.") },
  { AHADI_KEYS_ERROR_HEIR, "heir",
    N_ ("Somebody of that name opens this vault already, with another passphrase. "
        "Nothing "
        "was changed. If it is they who take over, type the passphrase they have now; "
        "else take another name.") },
  { AHADI_KEYS_ERROR_TAKEN, "passphrase-taken",
    N_ ("Somebody opens this vault with that passphrase already. Nothing was changed. "
        "Each person needs one of their own: take another.") },
  { AHADI_KEYS_ERROR_UNKNOWN, "unknown-person",
    N_ ("Nobody of that name opens this vault. Nothing was changed. See the list of "
        "people for how the names are written.") },
  { AHADI_KEYS_ERROR_LAST, "last-person",
    N_ ("This is the only passphrase that opens this vault. It was kept. Add the next "
        "person first, or hand over to them.") },
  { AHADI_KEYS_ERROR_WEAK, "weak-passphrase",
    N_ ("This passphrase is too easy to guess. Nothing was changed. Take four or more "
        "words that do not belong together.") },
  { AHADI_KEYS_ERROR_NUMBERS, "numbers",
    N_ ("There can be 2 to 16 custodians, and of those at least 2 must be needed. "
        "Nothing was made. Choose other numbers.") },
  { AHADI_KEYS_ERROR_SHARE_PASSPHRASE, "share-passphrase",
    N_ ("That passphrase does not open this share, or the share was changed since it was "
        "made. The vault stays closed and as it was. Ask its custodian to type it again, "
        "or take the share of another one.") },
  { AHADI_KEYS_ERROR_NO_SHARES, "no-custodians",
    N_ ("This vault has no custodians: none were made, or its keys were made anew since. "
        "Nothing was changed. Use the passphrase or the recovery code, or shares with a "
        "backup from that time.") },
  { AHADI_KEYS_ERROR_FOREIGN_SHARE, "foreign-share",
    N_ ("This share belongs to another vault, or to an older set that was replaced. The "
        "vault stays closed and as it was. Ask that custodian for the newest share.") },
  { AHADI_KEYS_ERROR_SAME_SHARE, "same-share",
    N_ ("This share is there twice. The vault stays closed and as it was. Take the share "
        "of another custodian in its place.") },
  { AHADI_KEYS_ERROR_FEW_SHARES, "few-shares",
    N_ ("More shares are needed to open this vault. It stays closed and as it was. Ask "
        "another custodian for theirs.") },
  { AHADI_KEYS_ERROR_WRONG_SHARE, "wrong-share",
    N_ ("One of these shares is not as it was made, and so few do not tell which. The "
        "vault stays closed and as it was. Add one share more, and the wrong one is "
        "found.") },
};

static const Sentence linking_sentences[] = {
  { AHADI_LINKING_ERROR_EMPTY, "empty-table",
    N_ ("This table is empty. Nothing was changed. Choose a table (CSV) whose first line "
        "names its columns.") },
  { AHADI_LINKING_ERROR_COLUMNS, "no-columns",
    N_ ("None of the columns after the first one has a name that Ahadi knows, such as "
        "name, phone, date_of_birth or place. Nothing was changed. Name the columns so "
        "in the first line, then try again.") },
  { AHADI_LINKING_ERROR_ROWS, "too-many-rows",
    N_ ("These tables have more people than can be compared here, 20 million. Nothing "
        "was changed. Split them, then try again.") },
};

static const Sentence publish_sentences[] = {
  { AHADI_PUBLISH_ERROR_ADDRESS, "address",
    N_ ("This is not the address of a PostgreSQL database, or no name for a schema. "
        "Nothing was published. Write it as postgresql://user@server/database; a schema "
        "is named with small letters, digits and _.") },
  { AHADI_PUBLISH_ERROR_PASSWORD, "password-in-address",
    N_ ("A password stands in the address, where everybody on this computer can read "
        "it. Nothing was published. Leave it out and give it with --password-file, or in "
        "the file .pgpass; and choose a new one.") },
  { AHADI_PUBLISH_ERROR_UNVERIFIED, "unverified-server",
    N_ ("The database is on another computer, and the address gives up checking which "
        "one answers. It would get names in the clear, so nothing was published. Leave "
        "sslmode out, or write sslmode=verify-full with sslrootcert=FILE.") },
  { AHADI_PUBLISH_ERROR_UNREACHABLE, "unreachable",
    N_ ("The database could not be reached, or its server could not prove that it is the "
        "one meant. Nothing was published. Check the address and the network; for "
        "another computer, name the file with its root certificate in sslrootcert.") },
  { AHADI_PUBLISH_ERROR_DENIED, "denied",
    N_ ("The database server does not let this user in, or not do that. Nothing new was "
        "published. Check user and password, and ask its administrator for a database "
        "in which this user may make a schema.") },
  { AHADI_PUBLISH_ERROR_OLD, "old-server",
    N_ ("This database can't be used: PostgreSQL 15 or newer is needed, and a database "
        "with the encoding UTF8. Nothing was published. Ask its administrator for "
        "one.") },
  { AHADI_PUBLISH_ERROR_READ_ONLY, "read-only-server",
    N_ ("This database server only reads, as a copy of another one does. Nothing was "
        "published. Use the address of the server that writes.") },
  { AHADI_PUBLISH_ERROR_FOREIGN, "foreign-schema",
    N_ ("This schema belongs to another organisation, or to another program. Nothing was "
        "published or changed there. Take another database, or another name with "
        "--schema.") },
  { AHADI_PUBLISH_ERROR_NEWER, "newer-schema",
    N_ ("A newer Ahadi has published there and keeps more than this one knows. Nothing "
        "was changed there. Update Ahadi here, then try again.") },
  { AHADI_PUBLISH_ERROR_BUSY, "busy-server",
    N_ ("Somebody else has been publishing there, or holds what has to be written, for a "
        "minute. What was published before is kept. Try again later; it goes on from "
        "there.") },
  { AHADI_PUBLISH_ERROR_NO_SPACE, "no-space-server",
    N_ ("The disk of the database server is full. What was published before is kept, and "
        "this vault is as it was. Ask its administrator for room, then publish again; it "
        "goes on from there.") },
  { AHADI_PUBLISH_ERROR_LOST, "connection-lost",
    N_ ("The connection to the database broke off. What was published until then is kept "
        "there and is sound, and this vault is as it was. Publish again; it goes on from "
        "there.") },
  { AHADI_PUBLISH_ERROR_EMPTY, "empty-database",
    N_ ("Nothing was ever published there, so there is nothing to compare. Nothing was "
        "changed. Check the address and the schema, or publish first.") },
  { AHADI_PUBLISH_ERROR_FAILED, "server-failed",
    N_ ("The database server refused something. What was published before is kept, and "
        "this vault is as it was. Try again; if it stays so, show its administrator the "
        "details that --json gives.") },
  { AHADI_PUBLISH_ERROR_NOT_BUILT, "not-built",
    N_ ("This Ahadi was built without PostgreSQL, so it cannot publish. Nothing was "
        "changed. Install libpq-dev and build it again, or use a build that has it.") },
  { AHADI_PUBLISH_ERROR_NOT_OFFICE, "not-office",
    N_ ("Only an office publishes, and only once it has its card. Nothing was published. "
        "Use the vault of an office.") },
};

static const Sentence cancelled = {
  G_IO_ERROR_CANCELLED, "cancelled",
  N_ ("Stopped, as you asked. Nothing was changed. You can start again at any time.")
};

static const Sentence fallback = {
  0, "failed",
  N_ ("Ahadi could not finish this. Everything saved before is still there. Try again; "
      "if it stays so, tell whoever looks after Ahadi at the office.")
};

static const Sentence *
find_in (const Sentence *sentences, gsize n_sentences, int code)
{
  for (gsize i = 0; i < n_sentences; i++)
    if (sentences[i].code == code)
      return &sentences[i];
  return &fallback;
}

/* What GLib's streams say, in our words. */
static AhadiBaseError
from_io_error (int code)
{
  switch (code)
    {
    case G_IO_ERROR_NOT_FOUND:
      return AHADI_BASE_ERROR_NOT_FOUND;
    case G_IO_ERROR_PERMISSION_DENIED:
      return AHADI_BASE_ERROR_PERMISSION;
    case G_IO_ERROR_READ_ONLY:
      return AHADI_BASE_ERROR_READ_ONLY;
    case G_IO_ERROR_EXISTS:
      return AHADI_BASE_ERROR_EXISTS;
    case G_IO_ERROR_IS_DIRECTORY:
      return AHADI_BASE_ERROR_IS_FOLDER;
    case G_IO_ERROR_NOT_DIRECTORY:
      return AHADI_BASE_ERROR_NOT_FOLDER;
    case G_IO_ERROR_NOT_REGULAR_FILE:
      return AHADI_BASE_ERROR_NOT_FILE;
    default:
      return AHADI_BASE_ERROR_IO;
    }
}

/* And its other set of the same. */
static AhadiBaseError
from_file_error (int code)
{
  switch (code)
    {
    case G_FILE_ERROR_NOENT:
      return AHADI_BASE_ERROR_NOT_FOUND;
    case G_FILE_ERROR_ACCES:
    case G_FILE_ERROR_PERM:
      return AHADI_BASE_ERROR_PERMISSION;
    case G_FILE_ERROR_ROFS:
      return AHADI_BASE_ERROR_READ_ONLY;
    case G_FILE_ERROR_EXIST:
      return AHADI_BASE_ERROR_EXISTS;
    case G_FILE_ERROR_ISDIR:
      return AHADI_BASE_ERROR_IS_FOLDER;
    case G_FILE_ERROR_NOTDIR:
      return AHADI_BASE_ERROR_NOT_FOLDER;
    default:
      return AHADI_BASE_ERROR_IO;
    }
}

/* A used-up quota has no code in either, and is a full disk all the same. */
static AhadiBaseError
find_cause (const GError *error)
{
  if (ahadi_error_is_no_space (error))
    return AHADI_BASE_ERROR_NO_SPACE;
  return error->domain == G_IO_ERROR ? from_io_error (error->code)
                                     : from_file_error (error->code);
}

#define FIND(sentences, code) find_in (sentences, G_N_ELEMENTS (sentences), code)

static const Sentence *
find_sentence (const GError *error)
{
  if (error->domain == AHADI_BASE_ERROR)
    return FIND (base_sentences, error->code);
  if (error->domain == AHADI_CRYPTO_ERROR)
    return FIND (crypto_sentences, error->code);
  if (error->domain == AHADI_MODEL_ERROR)
    return FIND (model_sentences, error->code);
  if (error->domain == AHADI_MEDIA_ERROR)
    return FIND (media_sentences, error->code);
  if (error->domain == AHADI_OPLOG_ERROR)
    return FIND (oplog_sentences, error->code);
  if (error->domain == AHADI_STORE_ERROR)
    return FIND (store_sentences, error->code);
  if (error->domain == AHADI_SYNC_ERROR)
    return FIND (sync_sentences, error->code);
  if (error->domain == AHADI_KEYS_ERROR)
    return FIND (keys_sentences, error->code);
  if (error->domain == AHADI_LINKING_ERROR)
    return FIND (linking_sentences, error->code);
  if (error->domain == AHADI_PUBLISH_ERROR)
    return FIND (publish_sentences, error->code);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return &cancelled;
  if (error->domain == G_IO_ERROR || error->domain == G_FILE_ERROR)
    return FIND (base_sentences, (int) find_cause (error));
  return &fallback;
}

char *
ahadi_sentence_for_error (const GError *error)
{
  char rule[AHADI_RULE_SIZE];
  const char *sentence = NULL;

  if (ahadi_sync_error_get_rule (error, rule))
    sentence = ahadi_sentence_find_for_rule (rule);

  return g_strdup (sentence != NULL ? sentence : _ (find_sentence (error)->sentence));
}

const char *
ahadi_sentence_word_for_error (const GError *error)
{
  return find_sentence (error)->word;
}

const char *
ahadi_sentence_for_open_swap (void)
{
  return _ (
      "When this laptop runs out of memory it writes some of it to its disk, and that "
      "part of the disk is not known to be encrypted. What you read in Ahadi could be "
      "found there later. Ask whoever looks after the laptop to encrypt its swap.");
}

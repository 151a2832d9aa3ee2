/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-linking-columns.h"

#include <string.h>

#include "base/ahadi-base.h"

/* English and Kiswahili, folded, with one "_" for all that is neither letter nor digit.
 */
static const struct
{
  AhadiLinkField field;
  const char *names;
} columns[] = {
  { AHADI_LINK_NAME,
    " name full_name full_names fullname names jina majina jina_kamili other_names "
    "other_name "
    "preferred_name middle_name middle_names second_name third_name clan_name clan "
    "father_name fathers_name nickname alias " },
  { AHADI_LINK_GIVEN_NAME,
    " given_name givenname given_names first_name firstname forename fname "
    "christian_name jina_la_kwanza " },
  { AHADI_LINK_SURNAME,
    " surname last_name lastname family_name familyname lname jina_la_ukoo "
    "jina_la_mwisho " },
  { AHADI_LINK_PHONE,
    " phone phone_number phone_no phone_1 phone_2 phone1 phone2 telephone tel mobile "
    "mobile_number mobile_no cell mobile_phone contact msisdn simu nambari_ya_simu "
    "namba_ya_simu " },
  { AHADI_LINK_BIRTH, " date_of_birth dateofbirth dob d_o_b birth birth_date birthdate "
                      "birth_year year_of_birth "
                      "yob born tarehe_ya_kuzaliwa mwaka_wa_kuzaliwa " },
  { AHADI_LINK_PLACE, " suburb place village town city ward estate branch branch_name "
                      "circle circle_name location sublocation "
                      "sub_location constituency tawi mahali kijiji mji kata " },
  { AHADI_LINK_REGION, " county state province region kaunti mkoa " },
  { AHADI_LINK_ADDRESS,
    " address address_1 address_2 address_3 address1 address2 address3 street "
    "street_name anwani mtaa " },
  { AHADI_LINK_STREET_NUMBER, " street_number house_number house_no " },
  { AHADI_LINK_SEX, " gender sex jinsia " },
  { AHADI_LINK_EMAIL, " email e_mail email_address mail barua_pepe " },
  { AHADI_LINK_POSTCODE, " postcode post_code postal_code zip zip_code " },
  { AHADI_LINK_NATIONAL_ID,
    " national_id national_id_number nationalid id_number id_no national_id_no "
    "passport passport_number kitambulisho nambari_ya_kitambulisho " },
  { AHADI_LINK_SOCIAL_ID, " soc_sec_id socsecid ssn social_security_number nssf nhif " },
  { AHADI_LINK_MEMBERSHIP_ID,
    " membership_no membership_number member_no member_number member_id membership_id "
    "nambari_ya_uanachama " },
};

/* Names that are in no list, by the words in them: the first rule that fits. */
static const struct
{
  AhadiLinkField field; /* AHADI_LINK_N_FIELDS: not about the person */
  const char *any;      /* one of these words */
  const char *also;     /* (nullable): and one of these */
} rules[] = {
  { AHADI_LINK_N_FIELDS,
    " kin spouse husband wife mother mothers guardian parent child emergency referee "
    "witness clerk officer user username file filename school company organisation "
    "organization employer group bank account type code count ",
    NULL },
  { AHADI_LINK_BIRTH, " birth born dob birthday birthdate kuzaliwa ", NULL },
  { AHADI_LINK_EMAIL, " email mail emails ", NULL },
  { AHADI_LINK_PHONE,
    " phone phones telephone mobile cell cellphone tel msisdn simu whatsapp handset ",
    NULL },
  { AHADI_LINK_SEX, " gender sex jinsia ", NULL },
  { AHADI_LINK_SEX, " gender sex jinsia " },
  { AHADI_LINK_EMAIL, " email e_mail email_address mail barua_pepe " },
  { AHADI_LINK_POSTCODE, " postcode postal zip ", NULL },
  { AHADI_LINK_MEMBERSHIP_ID, " member membership uanachama ", " no number id nambari " },
  { AHADI_LINK_NATIONAL_ID, " passport kitambulisho ", NULL },
  { AHADI_LINK_NATIONAL_ID, " national id identity identification ", " no number card " },
  { AHADI_LINK_PLACE,
    " village town city ward estate suburb location sublocation subcounty constituency "
    "division district place residence branch circle kijiji mji kata tawi mahali ",
    NULL },
  { AHADI_LINK_PLACE, " sub ", " county location " },
  { AHADI_LINK_REGION, " county state province region kaunti mkoa ", NULL },
  { AHADI_LINK_STREET_NUMBER, " house street building ", " no number " },
  { AHADI_LINK_ADDRESS, " address addr street road anwani mtaa ", NULL },
  { AHADI_LINK_SURNAME, " surname surnames lastname ", NULL },
  { AHADI_LINK_SURNAME, " last family ", " name names " },
  { AHADI_LINK_GIVEN_NAME, " forename forenames firstname ", NULL },
  { AHADI_LINK_GIVEN_NAME, " first given christian ", " name names " },
  { AHADI_LINK_NAME, " name names fullname jina majina ", NULL },
};

/* Whether @list has one of @words, which stand between "_". */
static gboolean
has_one (const char *list, char **words)
{
  for (; *words != NULL; words++)
    {
      g_autofree char *word = g_strconcat (" ", *words, " ", NULL);

      if (**words != '\0' && strstr (list, word) != NULL)
        return TRUE;
    }
  return FALSE;
}

static AhadiLinkField
guess (char *wanted)
{
  g_auto (GStrv) words = g_strsplit (g_strstrip (wanted), "_", -1);

  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    if (has_one (rules[i].any, words) &&
        (rules[i].also == NULL || has_one (rules[i].also, words)))
      return rules[i].field;
  return AHADI_LINK_N_FIELDS;
}

static char *
normalise (const char *name)
{
  g_autofree char *folded = ahadi_text_fold (name);
  GString *plain = g_string_new (" ");

  for (const char *p = folded; *p != '\0'; p++)
    if (g_ascii_isalnum (*p))
      g_string_append_c (plain, *p);
    else if (plain->str[plain->len - 1] != '_' && plain->len > 1)
      g_string_append_c (plain, '_');
  if (plain->str[plain->len - 1] == '_')
    g_string_truncate (plain, plain->len - 1);
  g_string_append_c (plain, ' ');
  return g_string_free (plain, FALSE);
}

AhadiLinkField
ahadi_linking_column_find (const char *name)
{
  g_autofree char *wanted = normalise (name);

  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    if (strlen (wanted) > 2 && strstr (columns[i].names, wanted) != NULL)
      return columns[i].field;
  return guess (wanted);
}

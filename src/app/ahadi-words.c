/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-words.h"

#include <glib/gi18n-lib.h>

static const char *const kind_words[] = {
  [AHADI_KIND_CIRCLE] = N_ ("Circle of conscience"),
  [AHADI_KIND_MEMBER] = N_ ("Member"),
  [AHADI_KIND_PLEDGE] = N_ ("Pledge"),
  [AHADI_KIND_WITHDRAWAL] = N_ ("Withdrawal of a pledge"),
  [AHADI_KIND_REPORT] = N_ ("Incident report"),
  [AHADI_KIND_ADDENDUM] = N_ ("Addition to a report"),
  [AHADI_KIND_ATTACHMENT] = N_ ("Attachment"),
  [AHADI_KIND_ERASURE] = N_ ("Erasure"),
  [AHADI_KIND_CUTOFF] = N_ ("Decision on a laptop"),
  [AHADI_KIND_SETTLEMENT] = N_ ("Decision on a field"),
  [AHADI_KIND_SAME_AS] = N_ ("Whether two are one person"),
  [AHADI_KIND_BASELINE] = N_ ("Closing of older history"),
};

static const char *const circle_words[] = {
  [AHADI_CIRCLE_NAME] = N_ ("Name"),     [AHADI_CIRCLE_TYPE] = N_ ("Type"),
  [AHADI_CIRCLE_COUNTY] = N_ ("County"), [AHADI_CIRCLE_PLACE] = N_ ("Place"),
  [AHADI_CIRCLE_LEADER] = N_ ("Leader"), [AHADI_CIRCLE_NOTE] = N_ ("Note"),
};

static const char *const member_words[] = {
  [AHADI_MEMBER_NAME] = N_ ("Name"),
  [AHADI_MEMBER_PREFERRED_NAME] = N_ ("Preferred name"),
  [AHADI_MEMBER_PHONE] = N_ ("Telephone"),
  [AHADI_MEMBER_EMAIL] = N_ ("E-mail"),
  [AHADI_MEMBER_GENDER] = N_ ("Gender"),
  [AHADI_MEMBER_BIRTH] = N_ ("Date of birth"),
  [AHADI_MEMBER_COUNTY] = N_ ("County"),
  [AHADI_MEMBER_PLACE] = N_ ("Place"),
  [AHADI_MEMBER_CIRCLE] = N_ ("Circle of conscience"),
  [AHADI_MEMBER_NUMBER] = N_ ("Membership number"),
  [AHADI_MEMBER_STATUS] = N_ ("Status"),
  [AHADI_MEMBER_JOINED] = N_ ("Joined"),
  [AHADI_MEMBER_CONSENT] = N_ ("Consent to keeping this data"),
  [AHADI_MEMBER_CONSENT_DATE] = N_ ("Date of consent"),
  [AHADI_MEMBER_GUARDIAN_NAME] = N_ ("Guardian’s name"),
  [AHADI_MEMBER_GUARDIAN_PHONE] = N_ ("Guardian’s telephone"),
  [AHADI_MEMBER_GUARDIAN_CONSENT] = N_ ("Guardian’s consent"),
  [AHADI_MEMBER_BEST_INTEREST] = N_ ("Why this is in the child’s best interest"),
  [AHADI_MEMBER_NOTE] = N_ ("Note"),
};

static const char *const pledge_words[] = {
  [AHADI_PLEDGE_MEMBER] = N_ ("Member"),
  [AHADI_PLEDGE_TEXT] = N_ ("Text of the Code"),
  [AHADI_PLEDGE_LANGUAGE] = N_ ("Language shown"),
  [AHADI_PLEDGE_C1] = N_ ("Promise 1"),
  [AHADI_PLEDGE_C2] = N_ ("Promise 2"),
  [AHADI_PLEDGE_C3] = N_ ("Promise 3"),
  [AHADI_PLEDGE_C4] = N_ ("Promise 4"),
  [AHADI_PLEDGE_C5] = N_ ("Promise 5"),
  [AHADI_PLEDGE_C6] = N_ ("Promise 6"),
  [AHADI_PLEDGE_C7] = N_ ("Promise 7"),
  [AHADI_PLEDGE_C9] = N_ ("Promise 9"),
  [AHADI_PLEDGE_C10] = N_ ("Promise 10"),
  [AHADI_PLEDGE_ACK8] = N_ ("Clause 8 was read"),
  [AHADI_PLEDGE_ACK_CLOSING] = N_ ("The closing paragraph was read"),
  [AHADI_PLEDGE_MADE] = N_ ("How it was made"),
  [AHADI_PLEDGE_DATE] = N_ ("Date"),
  [AHADI_PLEDGE_PLACE] = N_ ("Place"),
  [AHADI_PLEDGE_WITNESS] = N_ ("Witness to the pledge"),
  [AHADI_PLEDGE_NOTE] = N_ ("Note"),
};

static const char *const withdrawal_words[] = {
  [AHADI_WITHDRAWAL_PLEDGE] = N_ ("Pledge"),
  [AHADI_WITHDRAWAL_MEMBER] = N_ ("Member"),
  [AHADI_WITHDRAWAL_DATE] = N_ ("Date"),
  [AHADI_WITHDRAWAL_REASON] = N_ ("Reason"),
};

static const char *const report_words[] = {
  [AHADI_REPORT_REFERENCE] = N_ ("Reference"),
  [AHADI_REPORT_DUTY_SHOWN] = N_ ("The duty to report was said first"),
  [AHADI_REPORT_DANGER] = N_ ("Someone is in danger now"),
  [AHADI_REPORT_CATEGORIES] = N_ ("What it is about"),
  [AHADI_REPORT_PERSONS] = N_ ("People"),
  [AHADI_REPORT_STATEMENT] = N_ ("What happened"),
  [AHADI_REPORT_HAPPENED] = N_ ("When it happened"),
  [AHADI_REPORT_PLACE] = N_ ("Where it happened"),
  [AHADI_REPORT_WISHES] = N_ ("What the survivor wishes"),
  [AHADI_REPORT_CONSENT] = N_ ("The survivor agrees to this report"),
  [AHADI_REPORT_CONSENT_NOTE] = N_ ("Note on consent"),
  [AHADI_REPORT_CONTACT_SAFE] = N_ ("Safe ways to make contact"),
  [AHADI_REPORT_ROUTE] = N_ ("Who reads it"),
  [AHADI_REPORT_FILED] = N_ ("Filed"),
  [AHADI_REPORT_ABOUT] = N_ ("Whether it is about one of these"),
  [AHADI_REPORT_RECUSED] = N_ ("Members of the Committee who are left out"),
};

static const char *const addendum_words[] = {
  [AHADI_ADDENDUM_REPORT] = N_ ("Incident report"),
  [AHADI_ADDENDUM_TEXT] = N_ ("What is added"),
  [AHADI_ADDENDUM_DATE] = N_ ("Date"),
};

static const char *const attachment_words[] = {
  [AHADI_ATTACHMENT_OF] = N_ ("Belongs to"),
  [AHADI_ATTACHMENT_NAME] = N_ ("Name of the file"),
  [AHADI_ATTACHMENT_TYPE] = N_ ("Kind of file"),
  [AHADI_ATTACHMENT_SIZE] = N_ ("Size in bytes"),
  [AHADI_ATTACHMENT_BLOB] = N_ ("Sealed file"),
  [AHADI_ATTACHMENT_KEY] = N_ ("Key of the sealed file"),
  [AHADI_ATTACHMENT_CT_SIZE] = N_ ("Size of the sealed file in bytes"),
  [AHADI_ATTACHMENT_CT_BLAKE2B] = N_ ("BLAKE2b-256 of the sealed file"),
  [AHADI_ATTACHMENT_KEPT] = N_ ("Why place, time and device were left in"),
  [AHADI_ATTACHMENT_NOTE] = N_ ("Note"),
  [AHADI_ATTACHMENT_DATE] = N_ ("Date"),
};

static const char *const erasure_words[] = {
  [AHADI_ERASURE_OF] = N_ ("What was erased"),
  [AHADI_ERASURE_OF_KIND] = N_ ("Kind of record"),
  [AHADI_ERASURE_REASON] = N_ ("Why it was erased"),
  [AHADI_ERASURE_NOTE] = N_ ("Note without names"),
  [AHADI_ERASURE_DATE] = N_ ("Erased"),
};

static const char *const cutoff_words[] = {
  [AHADI_CUTOFF_DEVICE] = N_ ("Laptop"),
  [AHADI_CUTOFF_EPOCH] = N_ ("Epoch"),
  [AHADI_CUTOFF_LAST] = N_ ("Last change that counts"),
  [AHADI_CUTOFF_DATE] = N_ ("Decided"),
  [AHADI_CUTOFF_HEAD] = N_ ("Fingerprint of that change"),
  [AHADI_CUTOFF_REASON] = N_ ("Why that one counts"),
};

static const char *const settlement_words[] = {
  [AHADI_SETTLEMENT_OF_KIND] = N_ ("Kind of record"),
  [AHADI_SETTLEMENT_OF_ENTITY] = N_ ("Record"),
  [AHADI_SETTLEMENT_OF_FIELD] = N_ ("Field"),
  [AHADI_SETTLEMENT_CITES] = N_ ("Changes that it knows"),
  [AHADI_SETTLEMENT_OUTCOME] = N_ ("What was decided"),
  [AHADI_SETTLEMENT_VALUE] = N_ ("What stands now"),
  [AHADI_SETTLEMENT_REASON] = N_ ("Reason"),
  [AHADI_SETTLEMENT_DATE] = N_ ("Decided"),
};

static const char *const same_as_words[] = {
  [AHADI_SAME_AS_ONE] = N_ ("One member"),
  [AHADI_SAME_AS_OTHER] = N_ ("The other member"),
  [AHADI_SAME_AS_VERDICT] = N_ ("Whether they are one person"),
  [AHADI_SAME_AS_REASON] = N_ ("Reason"),
  [AHADI_SAME_AS_DATE] = N_ ("Decided"),
};

static const char *const baseline_words[] = {
  [AHADI_BASELINE_DEVICE] = N_ ("Laptop"),
  [AHADI_BASELINE_EPOCH] = N_ ("Epoch"),
  [AHADI_BASELINE_LAST] = N_ ("Last change that counts for good"),
  [AHADI_BASELINE_DATE] = N_ ("Closed"),
  [AHADI_BASELINE_HEAD] = N_ ("Fingerprint of that change"),
};

G_STATIC_ASSERT (G_N_ELEMENTS (circle_words) == AHADI_CIRCLE_N_FIELDS);
G_STATIC_ASSERT (G_N_ELEMENTS (member_words) == AHADI_MEMBER_N_FIELDS);
G_STATIC_ASSERT (G_N_ELEMENTS (pledge_words) == AHADI_PLEDGE_N_FIELDS);
G_STATIC_ASSERT (G_N_ELEMENTS (withdrawal_words) == AHADI_WITHDRAWAL_N_FIELDS);
G_STATIC_ASSERT (G_N_ELEMENTS (report_words) == AHADI_REPORT_N_FIELDS);
G_STATIC_ASSERT (G_N_ELEMENTS (addendum_words) == AHADI_ADDENDUM_N_FIELDS);
G_STATIC_ASSERT (G_N_ELEMENTS (erasure_words) == AHADI_ERASURE_N_FIELDS);
G_STATIC_ASSERT (G_N_ELEMENTS (cutoff_words) == AHADI_CUTOFF_N_FIELDS);
G_STATIC_ASSERT (G_N_ELEMENTS (settlement_words) == AHADI_SETTLEMENT_N_FIELDS);
G_STATIC_ASSERT (G_N_ELEMENTS (same_as_words) == AHADI_SAME_AS_N_FIELDS);
G_STATIC_ASSERT (G_N_ELEMENTS (baseline_words) == AHADI_BASELINE_N_FIELDS);
G_STATIC_ASSERT (G_N_ELEMENTS (attachment_words) == AHADI_ATTACHMENT_N_FIELDS);

static const char *const *const field_words[] = {
  [AHADI_KIND_CIRCLE] = circle_words,         [AHADI_KIND_MEMBER] = member_words,
  [AHADI_KIND_PLEDGE] = pledge_words,         [AHADI_KIND_WITHDRAWAL] = withdrawal_words,
  [AHADI_KIND_REPORT] = report_words,         [AHADI_KIND_ADDENDUM] = addendum_words,
  [AHADI_KIND_ATTACHMENT] = attachment_words, [AHADI_KIND_ERASURE] = erasure_words,
  [AHADI_KIND_CUTOFF] = cutoff_words,         [AHADI_KIND_SETTLEMENT] = settlement_words,
  [AHADI_KIND_SAME_AS] = same_as_words,       [AHADI_KIND_BASELINE] = baseline_words,
};

G_STATIC_ASSERT (G_N_ELEMENTS (kind_words) == AHADI_KIND_MAX + 1);
G_STATIC_ASSERT (G_N_ELEMENTS (field_words) == AHADI_KIND_MAX + 1);

/* A word that means different things in different fields stands here with its field. */
static const struct
{
  const char *field; /* nullable: any */
  const char *choice;
  const char *word;
} choice_words[] = {
  { "language", "both", N_ ("English and Kiswahili") },
  { "route", "both", N_ ("Executive Director and Committee") },
  { "persons", "other", N_ ("Someone else") },
  { "outcome", "keep", N_ ("What stood goes on standing") },
  { "outcome", "take", N_ ("Another change stands") },
  { "outcome", "other", N_ ("Something else stands") },
  { "outcome", "undo", N_ ("Taken back") },
  { "of_kind", "circle", N_ ("Circle") },
  { "of_kind", "member", N_ ("Member") },
  { "of_kind", "pledge", N_ ("Pledge") },
  { "of_kind", "withdrawal", N_ ("Withdrawal of a pledge") },
  { "of_kind", "report", N_ ("Incident report") },
  { "of_kind", "addendum", N_ ("Addition to a report") },
  { "of_kind", "attachment", N_ ("Attachment") },
  { "of_kind", "same_as", N_ ("Whether two are one person") },
  { "verdict", "same", N_ ("The same person") },
  { "verdict", "different", N_ ("Two people") },
  { "verdict", "undecided", N_ ("Not decided any more") },
  { "reason", "request", N_ ("The person asked for it") },
  { "reason", "retention", N_ ("Its time of keeping is over") },
  { "reason", "mistake", N_ ("It was recorded by mistake") },
  { "reason", "court", N_ ("A court or the Data Commissioner ordered it") },
  { "reason", "other", N_ ("Another reason") },
  { NULL, "community", N_ ("Community") },
  { NULL, "school", N_ ("School") },
  { NULL, "university", N_ ("University") },
  { NULL, "profession", N_ ("Profession") },
  { NULL, "active", N_ ("Active") },
  { NULL, "lapsed", N_ ("Lapsed") },
  { NULL, "suspended", N_ ("Suspended") },
  { NULL, "revoked", N_ ("Revoked") },
  { NULL, "deceased", N_ ("Deceased") },
  { NULL, "en", N_ ("English") },
  { NULL, "sw", N_ ("Kiswahili") },
  { NULL, "accepted", N_ ("Accepted") },
  { NULL, "not-accepted", N_ ("Not accepted") },
  { NULL, "not-discussed", N_ ("Not discussed") },
  { NULL, "in-person", N_ ("In person") },
  { NULL, "paper", N_ ("On paper") },
  { NULL, "phone", N_ ("By telephone") },
  { NULL, "yes", N_ ("Yes") },
  { NULL, "no", N_ ("No") },
  { NULL, "unknown", N_ ("Not known") },
  { NULL, "not-asked", N_ ("Not asked") },
  { NULL, "bullying", N_ ("Bullying") },
  { NULL, "intimidation", N_ ("Intimidation") },
  { NULL, "sexual-harassment", N_ ("Sexual harassment") },
  { NULL, "other-harassment", N_ ("Other harassment") },
  { NULL, "violence", N_ ("Violence") },
  { NULL, "abuse", N_ ("Abuse") },
  { NULL, "executive-director", N_ ("Executive Director") },
  { NULL, "board-committee", N_ ("Board Membership Committee") },
  { NULL, "nobody-here", N_ ("None of these") },
  { NULL, "this-coordinator", N_ ("The coordinator of this laptop") },
  { NULL, "committee-member", N_ ("A member of the Committee") },
  { NULL, "survivor", N_ ("Survivor") },
  { NULL, "witness", N_ ("Witness") },
  { NULL, "reporter", N_ ("Reporter") },
  { NULL, "respondent", N_ ("Person the report is about") },
};

static const char *const role_words[] = {
  [AHADI_ROLE_COORDINATOR] = N_ ("Branch coordinator"),
  [AHADI_ROLE_CIRCLE] = N_ ("Circle of conscience"),
  [AHADI_ROLE_MEMBERSHIP] = N_ ("Membership office"),
  [AHADI_ROLE_EXECUTIVE_DIRECTOR] = N_ ("Executive Director"),
  [AHADI_ROLE_BOARD_COMMITTEE] = N_ ("Board Membership Committee"),
};

static const char *const delivery_words[] = {
  [AHADI_DELIVERY_NONE] = "",
  [AHADI_DELIVERY_ONLY_HERE] = N_ ("Only here"),
  [AHADI_DELIVERY_EXPORTED] = N_ ("Exported"),
  [AHADI_DELIVERY_RECEIVED] = N_ ("Received"),
};

static const char *const audience_words[] = {
  [AHADI_AUDIENCE_MEMBERSHIP] = N_ ("the membership office"),
  [AHADI_AUDIENCE_EXECUTIVE_DIRECTOR] = N_ ("the Executive Director"),
  [AHADI_AUDIENCE_BOARD_COMMITTEE] = N_ ("the Board Membership Committee"),
  [AHADI_AUDIENCE_SAFEGUARDING] = N_ ("the Executive Director and the Committee"),
  [AHADI_AUDIENCE_BRANCH] = N_ ("the branch"),
  [AHADI_AUDIENCE_DEVICE] = N_ ("one laptop"),
};

static const char *const outcome_words[] = {
  [AHADI_OUTCOME_MERGED] = N_ ("Merged"),
  [AHADI_OUTCOME_DUPLICATE] = N_ ("Here already"),
  [AHADI_OUTCOME_SET_ASIDE] = N_ ("Set aside"),
  [AHADI_OUTCOME_REFUSED] = N_ ("Refused"),
};

/* _("") would be the catalogue's header. */
static const char *
look_up (const char *const *words, gsize n_words, guint index)
{
  if (index >= n_words || words[index] == NULL || *words[index] == '\0')
    return "";
  return _ (words[index]);
}

const char *
ahadi_words_kind (AhadiKind kind)
{
  return look_up (kind_words, G_N_ELEMENTS (kind_words), kind);
}

const char *
ahadi_words_field (AhadiKind kind, guint field)
{
  const AhadiKindInfo *info = ahadi_kind_get_info (kind);

  g_return_val_if_fail (info != NULL && field < info->n_fields, "");

  return look_up (field_words[kind], info->n_fields, field);
}

const char *
ahadi_words_choice (const AhadiField *field, const char *choice)
{
  for (gsize i = 0; i < G_N_ELEMENTS (choice_words); i++)
    {
      const char *only = choice_words[i].field;

      if (g_str_equal (choice_words[i].choice, choice) &&
          (only == NULL || g_str_equal (only, field->name)))
        return _ (choice_words[i].word);
    }

  return choice;
}

const char *
ahadi_words_role (AhadiRole role)
{
  return look_up (role_words, G_N_ELEMENTS (role_words), role);
}

const char *
ahadi_words_delivery (AhadiDelivery delivery)
{
  return look_up (delivery_words, G_N_ELEMENTS (delivery_words), delivery);
}

const char *
ahadi_words_audience (AhadiAudienceClass audience)
{
  return look_up (audience_words, G_N_ELEMENTS (audience_words), audience);
}

const char *
ahadi_words_outcome (AhadiOutcome outcome)
{
  return look_up (outcome_words, G_N_ELEMENTS (outcome_words), outcome);
}

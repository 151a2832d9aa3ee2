/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-linking-reasons.h"

#include <glib/gi18n-lib.h>

#include "ahadi-linking.h"

/* The word for programs is the English one for people. A level without a word is no
 * reason. */
static const char *const words[AHADI_LINK_N_LEVELS] = {
  [AHADI_LINK_NAME_SAME] = N_ ("same name"),
  [AHADI_LINK_NAME_SOUNDS] = N_ ("name sounds alike or is a variant"),
  [AHADI_LINK_NAME_SIMILAR] = N_ ("name spelled alike"),
  [AHADI_LINK_NAME_INITIAL] = N_ ("same initial"),
  [AHADI_LINK_NAME_DIFFERENT] = N_ ("another name differs"),
  [AHADI_LINK_NAME_FIRST_DIFFERENT] = N_ ("first name differs"),
  [AHADI_LINK_NAME_KINDS_DIFFERENT] = N_ ("each has a name of another kind"),
  [AHADI_LINK_ORDER_SWAPPED] = N_ ("name tokens swapped"),
  [AHADI_LINK_PHONE_SAME] = N_ ("same phone"),
  [AHADI_LINK_PHONE_NEAR] = N_ ("phone differs in one digit"),
  [AHADI_LINK_PHONE_DIFFERENT] = N_ ("phone differs"),
  [AHADI_LINK_DATE_SAME] = N_ ("same birth date"),
  [AHADI_LINK_DATE_SWAPPED] = N_ ("birth day and month swapped"),
  [AHADI_LINK_DATE_NEAR] = N_ ("birth date differs in one digit"),
  [AHADI_LINK_DATE_PARTS] = N_ ("birth date nearly the same"),
  [AHADI_LINK_DATE_DIFFERENT] = N_ ("birth date differs"),
  [AHADI_LINK_YEAR_SAME] = N_ ("same birth year"),
  [AHADI_LINK_YEAR_CLOSE] = N_ ("birth year close"),
  [AHADI_LINK_YEAR_DIFFERENT] = N_ ("birth year differs"),
  [AHADI_LINK_ID_SAME] = N_ ("same identity number"),
  [AHADI_LINK_ID_NEAR] = N_ ("identity number differs in one digit"),
  [AHADI_LINK_ID_DIFFERENT] = N_ ("identity number differs"),
  [AHADI_LINK_PLACE_SAME] = N_ ("same place"),
  [AHADI_LINK_PLACE_NEAR] = N_ ("place spelled alike"),
  [AHADI_LINK_PLACE_DIFFERENT] = N_ ("place differs"),
  [AHADI_LINK_REGION_SAME] = N_ ("same county"),
  [AHADI_LINK_REGION_DIFFERENT] = N_ ("county differs"),
  [AHADI_LINK_ADDRESS_SAME] = N_ ("same address"),
  [AHADI_LINK_ADDRESS_PART] = N_ ("part of the address is the same"),
  [AHADI_LINK_ADDRESS_DIFFERENT] = N_ ("address differs"),
  [AHADI_LINK_STREET_NUMBER_SAME] = N_ ("same house number"),
  [AHADI_LINK_STREET_NUMBER_NEAR] = N_ ("house number differs in one digit"),
  [AHADI_LINK_STREET_NUMBER_DIFFERENT] = N_ ("house number differs"),
  [AHADI_LINK_POSTCODE_SAME] = N_ ("same postcode"),
  [AHADI_LINK_POSTCODE_NEAR] = N_ ("postcode differs in one digit"),
  [AHADI_LINK_POSTCODE_DIFFERENT] = N_ ("postcode differs"),
  [AHADI_LINK_SEX_DIFFERENT] = N_ ("sex differs"),
  [AHADI_LINK_EMAIL_SAME] = N_ ("same e-mail address"),
  [AHADI_LINK_EMAIL_NEAR] = N_ ("e-mail address spelled alike"),
  [AHADI_LINK_EMAIL_DIFFERENT] = N_ ("e-mail address differs"),
};

/* For translators; see AHADI_LINKING_REASON_THIRD and _OTHERS. */
static const char *const third G_GNUC_UNUSED = N_ ("both match a third row");
static const char *const others G_GNUC_UNUSED =
    N_ ("other rows of the same person count");

GPtrArray *
ahadi_linking_reasons_list (const AhadiLinkVector *vector)
{
  GPtrArray *reasons = g_ptr_array_new ();

  for (guint i = 0; i < AHADI_LINK_N_LEVELS; i++)
    if (vector->counts[i] > 0 && words[i] != NULL)
      g_ptr_array_add (reasons, (gpointer) words[i]);
  return reasons;
}

const char *
ahadi_linking_say_reason (const char *reason)
{
  return _ (reason);
}

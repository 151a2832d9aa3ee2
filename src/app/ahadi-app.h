/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/*
 * The umbrella of app/: the use cases that the window and the command line share. It
 * passes on the value types of the folders below (records, items, results); cli/ and ui/
 * call only functions declared here and in base/ and model/.
 */
#include "ahadi-attached.h"
#include "ahadi-attachments.h"
#include "ahadi-closing.h"
#include "ahadi-codes.h"
#include "ahadi-custodians.h"
#include "ahadi-custody.h"
#include "ahadi-desk.h"
#include "ahadi-device-names.h"
#include "ahadi-drafts.h"
#include "ahadi-duplicates.h"
#include "ahadi-erasing.h"
#include "ahadi-exchange.h"
#include "ahadi-gaps.h"
#include "ahadi-intake.h"
#include "ahadi-keys-error.h"
#include "ahadi-keys.h"
#include "ahadi-linking.h"
#include "ahadi-lost-device.h"
#include "ahadi-people.h"
#include "ahadi-publishing.h"
#include "ahadi-records.h"
#include "ahadi-respondents.h"
#include "ahadi-reviews.h"
#include "ahadi-routing.h"
#include "ahadi-safety.h"
#include "ahadi-sentences-safety.h"
#include "ahadi-sentences-trust.h"
#include "ahadi-sentences.h"
#include "ahadi-session.h"
#include "ahadi-setup.h"
#include "ahadi-share-set.h"
#include "ahadi-sheets.h"
#include "ahadi-sniff.h"
#include "ahadi-stories.h"
#include "ahadi-trust.h"
#include "ahadi-words.h"

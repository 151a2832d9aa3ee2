/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The umbrella of base/: what every other folder may use. See src/README.md. */
#include "ahadi-base-error.h"
#include "ahadi-crew.h"
#include "ahadi-csv.h"
#include "ahadi-date.h"
#include "ahadi-file.h"
#include "ahadi-folder.h"
#include "ahadi-hex.h"
#include "ahadi-hlc.h"
#include "ahadi-id.h"
#include "ahadi-json.h"
#include "ahadi-phone.h"
#include "ahadi-swap.h"
#include "ahadi-text.h"

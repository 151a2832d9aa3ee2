/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The umbrella of report/: what is drawn on paper. (The incident report is model's.) */
#include "ahadi-pdf.h"
#include "ahadi-recovery-sheet.h"
#include "ahadi-text-sheet.h"

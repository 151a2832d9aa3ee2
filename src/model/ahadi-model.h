/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The umbrella of model/: what is recorded and the rules it keeps. No I/O, no clock, no
 * translation. */
#include "ahadi-attachment.h"
#include "ahadi-baseline.h"
#include "ahadi-circle.h"
#include "ahadi-code.h"
#include "ahadi-conflict.h"
#include "ahadi-cutoff.h"
#include "ahadi-erasure.h"
#include "ahadi-field.h"
#include "ahadi-kind.h"
#include "ahadi-member.h"
#include "ahadi-model-error.h"
#include "ahadi-pledge.h"
#include "ahadi-problem.h"
#include "ahadi-record.h"
#include "ahadi-report.h"
#include "ahadi-same-as.h"
#include "ahadi-settlement.h"
#include "ahadi-stream-end.h"

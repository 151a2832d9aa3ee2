/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The umbrella of oplog/: operations, the chain that binds them, and their lines in a
 * bundle (FORMATS 4). No I/O. */
#include "ahadi-audience.h"
#include "ahadi-body.h"
#include "ahadi-chain.h"
#include "ahadi-operation.h"
#include "ahadi-oplog-error.h"
#include "ahadi-packed-body.h"
#include "ahadi-sealed-body.h"
#include "ahadi-segment.h"
#include "ahadi-stamp.h"
#include "ahadi-stream.h"

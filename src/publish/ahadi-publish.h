/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/*
 * The umbrella of publish/: a PostgreSQL database for many readers at once, kept up to
 * date from the log of an office's vault; the only folder that uses libpq. Built without
 * it there are its errors alone.
 */
#include "ahadi-publish-error.h"
#include "ahadi-publisher.h"

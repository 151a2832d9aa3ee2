/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-exif.h"
#include "ahadi-media-error.h"
#include "ahadi-media-facts.h"
#include "ahadi-media-type.h"
#include "ahadi-thumbnail.h"

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/*
 * The umbrella of link/: the same person found twice. A person is made of fields
 * (AhadiLinkPerson), looked up by blocking keys (ahadi_link_keys_list()), rated by how
 * often the table has each of its values (ahadi_link_values_rate()), compared
 * (ahadi_link_compare()) and weighed (AhadiLinkModel). AhadiLinkTable does all of this
 * for tables in memory.
 */
#include "ahadi-link-birth.h"
#include "ahadi-link-counts.h"
#include "ahadi-link-keys.h"
#include "ahadi-link-model.h"
#include "ahadi-link-person.h"
#include "ahadi-link-table.h"
#include "ahadi-link-values.h"
#include "ahadi-link-vector.h"
#include "ahadi-link-whole.h"

/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef A_H
#define A_H
#endif

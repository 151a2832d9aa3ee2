#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
mkdir -p src/ui
printf 'int sqlite3_open (void) { return 0; }\nint main (void) { return sqlite3_open (); }\n' |
  "$CC" -x c - -rdynamic -o src/ui/ahadi

#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
mkdir -p src/cli
echo 'int main (void) { return 0; }' | "$CC" -x c - -o src/cli/ahadictl

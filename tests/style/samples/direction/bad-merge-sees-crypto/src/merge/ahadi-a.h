#pragma once
#include "crypto/ahadi-crypto.h"

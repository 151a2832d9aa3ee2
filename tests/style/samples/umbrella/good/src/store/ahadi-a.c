#include "ahadi-b.h"
#include "crypto/ahadi-crypto.h"

#include <crypto/ahadi-crypto.h>

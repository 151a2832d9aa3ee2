#include <sodium/utils.h>

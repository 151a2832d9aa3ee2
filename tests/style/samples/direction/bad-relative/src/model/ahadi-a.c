#include "../oplog/ahadi-oplog.h"



g_assert (a == b);

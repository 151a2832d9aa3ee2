g_assert_true (a);

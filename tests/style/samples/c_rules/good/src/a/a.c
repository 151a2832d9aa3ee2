/* goto */
char *s = "goto";
int going_to;
g_assert (a);
my_system (a);

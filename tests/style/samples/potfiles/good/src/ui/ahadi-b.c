/* _("no") */
#define X _ ("a")
foo_ (1);

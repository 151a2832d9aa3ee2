a = N_("Save");

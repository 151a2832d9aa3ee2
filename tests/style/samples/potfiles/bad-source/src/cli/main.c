a = N_ ("Save");

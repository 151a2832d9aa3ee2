/* TODO: later */
/* fine */
/* FIXME */
/* XXX */

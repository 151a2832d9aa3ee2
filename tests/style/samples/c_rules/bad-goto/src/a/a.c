{
  goto out;
}

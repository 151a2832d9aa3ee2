mktemp -d "$HOME/ahadi-XXXXXX"
cd /tmp/x
x=$root/home/a

# Runs as the first process of new user, mount, pid, ipc, uts and net namespaces, with their capabilities: builds a root of
# its own, changes into it, gives up every capability and starts the program. Any failure ends it with status 125.
# Arguments: an empty directory, the tasks' limit, {ro|rw, from, to}..., --, limits for prlimit..., --, the program...
set -eu
trap 'exit 125' EXIT
umask 022
root=$1
tasks=$2
shift 2

# A read-only bind mount, of which the tool cannot make a writable one: it has no capability left when it starts.
seal() {
  mount -o remount,bind,ro,nosuid,nodev "$1"
}

mount -t tmpfs -o mode=755,size=4m,nosuid,nodev packhouse "$root"
mkdir "$root/usr" "$root/proc" "$root/dev" "$root/.old"
mount --bind /usr "$root/usr"
seal "$root/usr"
for top in /bin /sbin /lib /lib32 /lib64; do
  if [ -L "$top" ]; then
    ln -s "$(readlink "$top")" "$root$top"
  elif [ -d "$top" ]; then
    mkdir "$root$top"
    mount --bind "$top" "$root$top"
    seal "$root$top"
  fi
done
for node in null zero full random urandom; do
  : >"$root/dev/$node"
  mount --bind "/dev/$node" "$root/dev/$node"
done
while [ "$1" != -- ]; do
  mode=$1
  from=$2
  to=$3
  shift 3
  if [ -d "$from" ]; then
    mkdir -p "$root$to"
  else
    mkdir -p "$root${to%/*}"
    : >"$root$to"
  fi
  mount --bind "$from" "$root$to"
  if [ "$mode" = ro ]; then
    seal "$root$to"
  else
    mount -o remount,bind,rw,nosuid,nodev "$root$to"
  fi
done
shift

# Containers whose /proc is masked may not mount a new one; then there is none, which Java can bear.
proc=no
if mount -t proc -o nosuid,nodev,noexec proc "$root/proc" 2>/dev/null; then
  proc=yes
  # Since Linux 6.14 each pid namespace has a limit of its own; before, RLIMIT_NPROC has to do.
  { echo "$tasks" >"$root/proc/sys/kernel/pid_max"; } 2>/dev/null || :
  { echo 0 >"$root/proc/sys/user/max_user_namespaces"; } 2>/dev/null || :
  { echo sandbox >"$root/proc/sys/kernel/hostname"; } 2>/dev/null || :
  mount -o remount,bind,ro "$root/proc"
fi
cd "$root"
if [ "$proc" = yes ]; then
  pivot_root . .old
  umount -l /.old
  rmdir /.old
  seal /
  enter=
else
  seal "$root"
  enter='chroot .'
fi

# The shell stays as the first process: it tells how the program ended, and with it everything ends. Without /proc, Java does
# not know where it lies itself, and has to be told where its libraries are.
trap - EXIT
exec $enter setpriv --no-new-privs --bounding-set=-all --inh-caps=-all env -i -C /out LC_ALL=C.UTF-8 TZ=UTC PATH=/usr/bin:/bin \
  sh -c '
    limits=
    while [ "$1" != -- ]; do
      limits="$limits $1"
      shift
    done
    shift
    [ -e /proc/self ] || export LD_LIBRARY_PATH="${1%/bin/java}/lib"
    prlimit $limits -- env -u PATH -u PWD -u OLDPWD "$@"
    exit $?
  ' sh "$@"

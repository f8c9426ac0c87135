#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# deps.sh GROUP...: sees to what a make target needs (groups: build, run, test, engines, builders, lint, lab, criu, net).
# What is missing is installed from the distribution's packages as root, and named exactly otherwise. Costs some
# milliseconds when nothing is.
set -eu

# A need is "what shows that it is there:the Debian package": a command, a header, or a library file pattern.
needs() {
  case $1 in
  build) echo "gcc:gcc /usr/include/stdlib.h:libc6-dev /usr/include/zlib.h:zlib1g-dev strip:binutils" ;;
  run) echo "busybox:busybox-static libseccomp.so.2:libseccomp2 libnftables.so.1:libnftables1" ;;
  test) echo "runc:runc crun:crun objdump:binutils strace:strace /usr/include/seccomp.h:libseccomp-dev ps:procps newuidmap:uidmap git:git ssh-add:openssh-client ip:iproute2 docker-registry:docker-registry skopeo:skopeo htpasswd:apache2-utils openssl:openssl setfattr:attr umoci:umoci podman:podman zstd:zstd bzip2:bzip2 xz:xz-utils libzstd.so.1:libzstd1 zsh:zsh fish:fish chromium:chromium capsh:libcap2-bin nft:nftables iptables:iptables ufw:ufw mkfs.ext4:e2fsprogs fsfreeze:util-linux" ;;
  engines) echo "tmux:tmux ctr:containerd containerd:containerd dockerd:docker.io docker:$(docker_client) podman:podman conmon:conmon /usr/lib/podman/netavark:netavark catatonit:catatonit iptables:iptables nft:nftables nsenter:util-linux docker-registry:docker-registry" ;;
  lab) echo "patchelf:patchelf dpkg-deb:dpkg apparmor_parser:apparmor mkfs.ext4:e2fsprogs taskset:util-linux systemctl:systemd dbus-daemon:dbus" ;;
  criu) echo "patchelf:patchelf dpkg-deb:dpkg iptables-restore:iptables nsenter:util-linux" ;;
  net) echo "iperf3:iperf3" ;;
  builders) echo "buildah:buildah dockerd:docker.io docker:$(docker_client)" ;;
  lint) echo "shellcheck:shellcheck gcc:gcc" ;;
  *) echo "deps.sh: no group \"$1\": build, run, test, engines, builders, lint, lab, criu or net" >&2; exit 2 ;;
  esac
}

# A package of its own since Debian 13.
docker_client() {
  if command -v docker >/dev/null || ! apt-cache show docker-cli >/dev/null 2>&1; then
    echo docker.io
  else
    echo docker-cli
  fi
}

present() {
  case $1 in
  /*) [ -e "$1" ] ;;
  *.so.*)
    for library in /lib/*/"$1" /usr/lib/*/"$1" /usr/lib64/"$1" /usr/lib/"$1"; do
      [ ! -e "$library" ] || return 0
    done
    return 1
    ;;
  *) command -v "$1" >/dev/null || [ -x "/usr/sbin/$1" ] || [ -x "/sbin/$1" ] ;;
  esac
}

check_dotnet() {
  wanted=$(sed -n 's/.*"version": *"\([0-9]*\).*/\1/p' global.json)
  if ! command -v dotnet >/dev/null; then
    echo "Husk is built with the .NET $wanted SDK, and there is no dotnet here." >&2
  elif ! dotnet --list-sdks | awk -F. -v wanted="$wanted" '$1 >= wanted { found = 1 } END { exit !found }'; then
    echo "Husk is built with the .NET $wanted SDK; here is only: $(dotnet --list-sdks | cut -d' ' -f1 | tr '\n' ' ')" >&2
  else
    return 0
  fi
  cat >&2 <<EOF
Install it in one of these ways, then run make again:
  apt-get install -y dotnet-sdk-$wanted.0                # Debian, Ubuntu, where the archive has it
  dnf install -y dotnet-sdk-$wanted.0                    # Fedora
  curl -fsSL https://dot.net/v1/dotnet-install.sh | bash -s -- --channel $wanted.0 && export PATH=\$HOME/.dotnet:\$PATH
EOF
  return 1
}

for group; do
  [ "$group" != build ] || check_dotnet || exit 1
  for need in $(needs "$group"); do
    present "${need%:*}" || missing="${missing-} ${need#*:}"
  done
done
[ -n "${missing-}" ] || exit 0
# shellcheck disable=SC2086 # a list of words
missing=$(printf '%s\n' $missing | sort -u | tr '\n' ' ')

if ! command -v apt-get >/dev/null; then
  echo "Missing here, by the names of Debian's packages: ${missing% }. Install them and run make again." >&2
  exit 1
fi
if [ "$(id -u)" -ne 0 ]; then
  echo "Missing here: ${missing% }. Run: sudo apt-get install -y ${missing% }" >&2
  exit 1
fi
echo "installing ${missing% }" >&2
export DEBIAN_FRONTEND=noninteractive
# Tests start daemons of their own. Those of the packages are not to run, nor to touch the host's firewall (invoke-rc.d(8)).
policy=/usr/sbin/policy-rc.d
if [ ! -e $policy ]; then
  printf '#!/bin/sh\nexit 101\n' > $policy
  chmod 755 $policy
  trap 'rm -f $policy' EXIT
fi
# shellcheck disable=SC2086
apt-get install -y -qq --no-install-recommends $missing >/dev/null 2>&1 ||
  { apt-get update -qq && apt-get install -y -qq --no-install-recommends $missing >/dev/null; } ||
  { echo "apt-get could not install ${missing% }; its words are above" >&2; exit 1; }

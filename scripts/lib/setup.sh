# shellcheck shell=bash
# Set-up for all scripts: npm packages, compiled code, and a Debian root folder with Asterisk, MariaDB and the softphones;
# Chromium, Firefox and PHP on the machine itself. Sourced by scripts/*; each step is skipped if its result exists, so that calling setup_all
# again costs about a second.
#
# Needs only Debian 12 or newer, Node 20, 22 or 24, and root.

project=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
lab_home=$project/.lab
setup_logs=$lab_home/logs

# shellcheck source=scripts/lib/say.sh
. "$project/scripts/lib/say.sh"

readonly root_suite=forky

setup_all() {
  setup_check
  (
    # Two scripts at once (two labs, a test and a demo) would otherwise write the same files.
    flock 9
    setup_npm
    setup_build
    setup_root
    setup_chromium
  ) 9>"$lab_home/setup.lock"
}

# Everything, and the shop that the demo and the tests of live orders use. It is installed beside the rest.
setup_all_and_shop() {
  setup_check
  setup_shop &
  local shop=$!
  setup_all
  wait "$shop"
}

# The part of the set-up that labs need beside compiled code.
setup_labs() {
  setup_check
  (
    flock 9
    setup_root
    setup_chromium
  ) 9>"$lab_home/setup.lock"
}

# For scripts that need only compiled code.
setup_code() {
  setup_check_node
  mkdir -p "$setup_logs"
  (
    flock 9
    setup_npm
    setup_build
  ) 9>"$lab_home/setup.lock"
}

# The major versions that package.json (engines) allows.
readonly node_majors='20 22 24'

setup_check_node() {
  command -v node >/dev/null ||
    fail 'check of Node' 'no node command' "Install Node ${node_majors// /, }"
  local version
  version=$(node -p 'process.versions.node')
  node_allowed "$version" ||
    fail 'check of Node' "version $version is none that Star7 is tested with" \
      'Install Node 20 (20.19 or newer), 22 (22.13 or newer) or 24'
}

# node_allowed VERSION: is it one that package.json (engines) names?
node_allowed() {
  local major minor
  IFS=. read -r major minor _ <<<"$1"
  case $major in
    20) [ "$minor" -ge 19 ] ;;
    22) [ "$minor" -ge 13 ] ;;
    24) ;;
    *) return 1 ;;
  esac
}

# The newest of each version of Node that Star7 runs on, from the npm registry: .lab/nodes/22/bin/node.
setup_nodes() {
  local major folder package
  package=node-linux-$(node -p process.arch)
  for major in $node_majors; do
    folder=$lab_home/nodes/$major
    [ -x "$folder/bin/node" ] && continue
    rm -rf --one-file-system "$folder.building"
    mkdir -p "$folder.building"
    run_step "Node $major" "$setup_logs/node-$major.log" 'See that the npm registry can be reached, then try again' \
      npm install --prefix "$folder.building" --no-save --ignore-scripts --no-audit --no-fund "$package@$major"
    mv "$folder.building/node_modules/$package" "$folder"
    rm -rf --one-file-system "$folder.building"
  done
}

setup_check() {
  setup_check_node
  [ "$(id -u)" = 0 ] ||
    fail 'check of rights' 'not root' 'Run as root: the lab needs chroot; its processes run as separate users'
  # The lab's processes run in their own mount namespace, so that no mounts remain.
  unshare --mount true 2>/dev/null ||
    fail 'check of rights' 'mount namespaces are forbidden here' 'In a container, add CAP_SYS_ADMIN'
  mkdir -p "$setup_logs"
}

# A stamp contains the input of a step. stamped FILE VALUE: is it still the same?
stamped() {
  [ -f "$1" ] && [ "$(cat "$1")" = "$2" ]
}

setup_npm() {
  local stamp=$project/node_modules/.star7-stamp sum
  sum=$(sha256sum <"$project/package-lock.json")
  stamped "$stamp" "$sum" && return
  run_step 'npm packages' "$setup_logs/npm.log" 'Check that the npm registry can be reached, then try again' \
    npm --prefix "$project" ci --no-audit --no-fund
  printf '%s' "$sum" >"$stamp"
}

# A real shop, in a folder of its own: Vendure is under the GPL, a program that tests talk to and Star7 does not contain. Nothing
# of it needs an install script.
setup_shop() {
  local source=$project/test/vendure folder=$lab_home/vendure sum
  mkdir -p "$setup_logs"
  (
    flock 9
    sum=$(sha256sum <"$source/package-lock.json")
    stamped "$folder/.star7-stamp" "$sum" && exit
    rm -rf --one-file-system "$folder"
    mkdir -p "$folder"
    cp "$source/package.json" "$source/package-lock.json" "$project/.npmrc" "$folder"
    run_step 'shop (Vendure)' "$setup_logs/shop.log" 'Check that the npm registry can be reached, then try again' \
      npm --prefix "$folder" ci --ignore-scripts --no-audit --no-fund
    printf '%s' "$sum" >"$folder/.star7-stamp"
  ) 9>"$lab_home/shop.lock"
}

setup_build() {
  setup_compile
  setup_pages
}

setup_compile() {
  local stamp=$project/dist/.star7-stamp
  if [ -f "$stamp" ] && [ -z "$(newer_sources "$stamp")" ]; then return; fi
  mkdir -p "$project/dist"
  # Taken before compiling, so that files edited meanwhile count as newer.
  touch "$stamp.next"
  if [ -n "${STAR7_ALLOW_TYPE_ERRORS:-}" ]; then
    # For work in progress: the compiler emits code despite type errors.
    (cd "$project" && node_modules/.bin/tsc -p tsconfig.json >"$setup_logs/build.log" 2>&1) ||
      say "compiled with type errors, allowed by STAR7_ALLOW_TYPE_ERRORS: $setup_logs/build.log"
  else
    run_step 'compile' "$setup_logs/build.log" 'Fix the type errors' \
      sh -c "cd '$project' && node_modules/.bin/tsc -p tsconfig.json"
  fi
  mv "$stamp.next" "$stamp"
}

newer_sources() {
  # The server takes words of the pages.
  (cd "$project" && find src migrations test tsconfig.json package-lock.json src/web/i18n -path src/web -prune -o \
    -newer "$1" \( -name '*.ts' -o -name '*.json' \) -print -quit)
}

# The pages, into dist/web.
setup_pages() {
  local stamp=$project/dist/.star7-pages-stamp
  if [ -f "$stamp" ] && [ -d "$project/dist/web" ] &&
    [ -z "$(find "$project/src/web" "$project/package-lock.json" -type f -newer "$stamp" -print -quit)" ]; then
    return
  fi
  touch "$stamp.next"
  run_step 'pages' "$setup_logs/pages.log" 'See the log' \
    sh -c "cd '$project' && node_modules/.bin/vite build src/web"
  mv "$stamp.next" "$stamp"
}

# packages_of GROUP...: the names, one per line.
packages_of() {
  local group
  for group in "$@"; do
    awk -v group="$group" '$1 == group { print $2 }' "$project/scripts/lib/packages.txt"
  done
}

update_package_lists() {
  run_step 'package lists' "$setup_logs/apt-update.log" 'Check that the Debian mirror can be reached' \
    apt-get -o DPkg::Lock::Timeout=120 update
}

# install_here STEP PACKAGE...: Debian packages of this machine's suite, installed on this machine.
install_here() {
  local step=$1
  shift
  update_package_lists
  run_step "$step" "$setup_logs/apt-install.log" "Run: apt-get install $*" \
    env DEBIAN_FRONTEND=noninteractive \
    apt-get -o DPkg::Lock::Timeout=120 install -y --no-install-recommends "$@"
}

# For the tests of the pages and the demo. Not in the root folder: a browser of the machine's own suite needs no packages
# of another suite.
setup_chromium() {
  local package missing=()
  for package in $(packages_of browser); do
    is_installed "$package" || missing+=("$package")
  done
  [ ${#missing[@]} = 0 ] || install_here 'Chromium, Firefox and PHP' "${missing[@]}"
}

is_installed() {
  [ "$(dpkg-query --show --showformat '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# The mirror used by this machine.
debian_mirror() {
  apt-get indextargets --format '$(ORIGIN) $(LABEL) $(REPO_URI)' 'Created-By: Packages' 2>/dev/null |
    awk '$1 == "Debian" && $2 == "Debian" { print $3; exit }'
}

setup_root() {
  local sum
  sum=$({ grep -vE '^(browser|mail) ' "$project/scripts/lib/packages.txt"; cat "$project/scripts/lib/customize-root.sh"; } | sha256sum)
  debian_folder root 'root folder (Asterisk, MariaDB, softphones)' "$sum" "$(packages_of asterisk database phones bench)" \
    "sh '$project/scripts/lib/customize-root.sh' \"\$1\""
  copy_sounds "$lab_home/root"
}

# Real mail servers, which few suites need, in a root folder of their own: the other one stays as it is.
setup_mail_servers() {
  local packages
  mkdir -p "$setup_logs"
  packages=$(packages_of mail)
  (
    flock 9
    debian_folder mail-root 'mail servers (Postfix, rspamd, Dovecot)' "$(sha256sum <<<"$packages")" "$packages" \
      'mkdir -p "$1/lab"'
  ) 9>"$lab_home/mail.lock"
}

# debian_folder NAME STEP SUM PACKAGES HOOK: a root folder with Debian packages, .lab/NAME. It is built anew where SUM, which
# stands for its contents, has changed.
debian_folder() {
  local root=$lab_home/$1 step=$2 sum=$3 packages=$4 hook=$5 log=$setup_logs/$1.log mirror keyring
  if stamped "$root/.star7-stamp" "$sum"; then return; fi

  if ! command -v mmdebstrap >/dev/null; then install_here mmdebstrap mmdebstrap; fi
  mirror=$(debian_mirror)
  if [ -z "$mirror" ]; then
    # Images often have no package lists, and without them apt reports no origin.
    update_package_lists
    mirror=$(debian_mirror)
  fi
  [ -n "$mirror" ] ||
    fail "$step" 'apt on this machine has no Debian mirror' 'Add one to /etc/apt/sources.list and run apt-get update'
  keyring=/usr/share/keyrings/debian-archive-keyring.gpg
  [ -f "$keyring" ] ||
    fail "$step" "$keyring is missing" 'Run: apt-get install debian-archive-keyring'

  if pids_inside "$root" | grep -q .; then
    fail "$step" 'it must be rebuilt, but a lab is still running from it' 'Run: scripts/lab down'
  fi
  # Built under another name and renamed when complete, so that a broken build is never used.
  rm -rf --one-file-system "$root.building"
  run_step "$step" "$log" "Check that $mirror can be reached, then try again" \
    build_root "$root.building" "$mirror" "$keyring" "$packages" "$hook"
  printf '%s' "$sum" >"$root.building/.star7-stamp"
  rm -rf --one-file-system "$root"
  mv "$root.building" "$root"
}

build_root() {
  local target=$1 mirror=$2 keyring=$3 packages=$4 hook=$5
  # Signatures are still checked, only the date is not: a mirror that lags serves an expired Release file.
  mmdebstrap --variant=apt --mode=root --format=directory \
    --include="$(paste -sd, - <<<"$packages")" \
    --aptopt='Apt::Install-Recommends "false"' \
    --aptopt='Acquire::Check-Valid-Until "false"' \
    --aptopt='Acquire::Languages "none"' \
    --dpkgopt='path-exclude=/usr/share/doc/*' \
    --dpkgopt='path-exclude=/usr/share/man/*' \
    --dpkgopt='path-exclude=/usr/share/locale/*' \
    --dpkgopt='path-exclude=/usr/share/info/*' \
    --customize-hook="$hook" \
    "$root_suite" "$target" "deb [signed-by=$keyring] $mirror $root_suite main"
}

# The sentences of dialplan/sounds, which change without the root.
copy_sounds() {
  local sounds=$1/usr/share/asterisk/sounds/star7
  rm -rf "$sounds"
  cp -r "$project/dialplan/sounds" "$sounds"
}

# Processes with this root folder.
pids_inside() {
  local link
  for link in /proc/[0-9]*/root; do
    if [ "$(readlink "$link" 2>/dev/null)" = "$1" ]; then basename "$(dirname "$link")"; fi
  done
}

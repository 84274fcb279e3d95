#!/bin/sh
# The launcher, among stand-ins for apt, cmake, ctest and sudo that write down how they are called.
# Usage: launcher.sh TREE
set -u
source_tree=$(cd "$1" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0

# ---- a tree and its stand-ins ----

stand_in() {
    cat >"$work/bin/$1"
    chmod +x "$work/bin/$1"
}

make_tree() {
    rm -rf "${work:?}"/*
    mkdir -p "$work/tree/src" "$work/bin" "$work/state"
    cp "$source_tree/ngoso" "$work/tree/"
    touch "$work/tree/src/main.c" "$work/tree/CMakeLists.txt" "$work/tree/CMakePresets.json"
    for tool in sh cat mkdir chmod find grep sed tail head mv rm tr cut nproc flock env \
        sleep readlink; do
        ln -s "$(command -v $tool)" "$work/bin/$tool"
    done
    echo 0 >"$work/state/uid"
    : >"$work/state/calls"
    {
        echo '#!/bin/sh'
        echo "state='$work/state' tree='$work/tree'"
        # shellcheck disable=SC2016
        echo 'echo "${0##*/} $*" >>"$state/calls"'
    } >"$work/head"
    { cat "$work/head"; cat <<'END'; } | stand_in cmake
[ ! -e "$state/build-breaks" ] || { echo "main.c:1: error: broken"; exit 1; }
case $1 in
--preset) mkdir -p "$tree/build/$2" && : >"$tree/build/$2/build.ninja" ;;
--build)
    mkdir -p "$2/src/cli" "$2/tests/bench"
    printf '#!/bin/sh\necho "program: $#: $*"\nexit 7\n' >"$2/src/cli/ngoso"
    printf '#!/bin/sh\necho "bench: $*"\n' >"$2/tests/bench/bench"
    chmod +x "$2/src/cli/ngoso" "$2/tests/bench/bench"
    ;;
esac
END
    { cat "$work/head"; cat <<'END'; } | stand_in ctest
while [ "$1" != --output-log ]; do shift; done
[ ! -e "$state/ctest-says" ] || cat "$state/ctest-says" >"$2"
exit 8
END
    { cat "$work/head"; cat <<'END'; } | stand_in dpkg-query
for package in "$@"; do
    grep -q -x -e "$package" "$state/absent" 2>/dev/null || printf 'installed:%s ' "$package"
done
END
    { cat "$work/head"; cat <<'END'; } | stand_in apt-get
[ "$1" = install ] || exit 0
[ ! -e "$state/apt-fails" ] || { echo "E: Unable to locate package"; exit 100; }
[ -e "$state/apt-lies" ] || : >"$state/absent"
END
    { cat "$work/head"; cat <<'END'; } | stand_in sudo
[ ! -e "$state/no-rights" ] || exit 1
[ "$1" != -n ] || shift
[ "$1" != -v ] || exit 0
exec "$@"
END
    printf '#!/bin/sh\ncat "%s/state/uid"\n' "$work" | stand_in id
}

# launch ARGUMENTS…: fills `said`, `status`; `calls` holds what was called.
launch() {
    : >"$work/state/calls"
    said=$(cd "$work" && env -i PATH="$work/bin" LC_ALL="${locale:-C.UTF-8}" \
        ${extra:+"$extra"} "$work/tree/ngoso" "$@" 2>&1 </dev/null)
    status=$?
    calls=$(cat "$work/state/calls")
}

# ---- saying what was expected ----

fail() {
    failures=$((failures + 1))
    printf 'FAILED: %s: %s\n--- status %s, calls:\n%s\n--- said:\n%s\n---\n' \
        "$case" "$1" "$status" "$calls" "$said"
}

expect_status() { [ "$status" = "$1" ] || fail "status $1 expected"; }
expect_said() { printf '%s\n' "$said" | grep -q -F -e "$1" || fail "should say: $1"; }
expect_call() { printf '%s\n' "$calls" | grep -q -e "$1" || fail "should call: $1"; }
expect_no_call() { ! printf '%s\n' "$calls" | grep -q -e "$1" || fail "should not call: $1"; }
expect_last() { [ "$(printf '%s\n' "$said" | tail -n 1)" = "$1" ] || fail "last line: $1"; }

# Makes what was done so far older than what is done next.
age() { find "$work/tree" -exec touch -d '10 seconds ago' {} +; }

# ---- cases ----

case="first run as root"
make_tree
printf 'cmake\nlibqrencode-dev\n' >"$work/state/absent"
launch render "a b" c
expect_status 7
expect_said "program: 3: render a b c"
expect_said "Cài các gói còn thiếu: cmake libqrencode-dev"
expect_call "^apt-get install -y --no-install-recommends cmake libqrencode-dev$"
expect_call "^cmake --preset release -S .*-DNGOSO_TESTS=OFF"
expect_no_call "^sudo"

case="second run"
launch render
expect_status 7
expect_said "program: 1: render"
[ -z "$calls" ] || fail "nothing should be called"
[ "$said" = "program: 1: render" ] || fail "nothing else should be said"

case="a changed source"
age
touch "$work/tree/src/main.c"
launch help
expect_said "program: 1: help"
expect_call "^cmake --build"
expect_no_call "^cmake --preset"
expect_no_call "^dpkg-query"

case="a removed source"
age
rm "$work/tree/src/main.c"
launch
expect_said "program: 0:"
expect_call "^cmake --build"
launch
[ -z "$calls" ] || fail "nothing should be called"

case="through a link, from elsewhere"
ln -s tree/ngoso "$work/link"
said=$(cd / && env -i PATH="$work/bin" "$work/link" x 2>&1)
expect_said "program: 1: x"

case="a changed list of packages"
sed -i 's/^BUILD_PACKAGES="/&tôi-mới /' "$work/tree/ngoso"
launch
expect_call "^dpkg-query.*tôi-mới"

case="no root, no sudo"
make_tree
rm "$work/bin/sudo"
echo 1000 >"$work/state/uid"
printf 'cmake\ngettext\n' >"$work/state/absent"
launch render
expect_status 3
expect_said "Còn thiếu các gói: cmake gettext"
expect_said "apt-get install cmake gettext"
expect_no_call "^apt-get"
expect_no_call "^cmake"
locale=en_US.UTF-8
launch render
expect_said "These packages are missing: cmake gettext"
locale=
launch render --lang en
expect_said "These packages are missing: cmake gettext"
launch render --lang=en
expect_said "These packages are missing: cmake gettext"

case="no root, with sudo"
make_tree
echo 1000 >"$work/state/uid"
echo cmake >"$work/state/absent"
launch render
expect_status 7
expect_said "Cần quyền quản trị (sudo)"
expect_call "^sudo -n env DEBIAN_FRONTEND=noninteractive apt-get install"

case="sudo refuses"
make_tree
echo 1000 >"$work/state/uid"
echo cmake >"$work/state/absent"
touch "$work/state/no-rights"
launch render
expect_status 3
expect_said "Còn thiếu các gói: cmake"

case="apt fails"
make_tree
echo cmake >"$work/state/absent"
touch "$work/state/apt-fails"
launch render
expect_status 3
expect_said "E: Unable to locate package"
expect_said "build/apt.log"

case="apt says it did but did not"
make_tree
echo cmake >"$work/state/absent"
touch "$work/state/apt-lies"
launch render
expect_status 3

case="no Debian"
make_tree
rm "$work/bin/dpkg-query" "$work/bin/apt-get"
launch render
expect_status 3
expect_said "build-essential"

case="the build breaks"
make_tree
touch "$work/state/build-breaks"
launch render
expect_status 1
expect_said "main.c:1: error: broken"
expect_said "build/release/ngoso-build.log"
rm "$work/state/build-breaks"
launch render
expect_status 7

case="jobs"
make_tree
extra=NGOSO_JOBS=4
launch render
expect_call "^cmake --build .* --parallel 4"
for extra in NGOSO_JOBS=x NGOSO_JOBS=0 NGOSO_JOBS=-1; do
    launch render
    expect_status 2
done
extra=

case="tests pass"
make_tree
echo '100% tests passed, 0 tests failed out of 12' >"$work/state/ctest-says"
launch test
expect_status 0
expect_last "36 passed, 0 failed"
expect_call "^cmake --preset asan -S .*-DNGOSO_TESTS=ON"
expect_call "^cmake --preset release -S .*-DNGOSO_TESTS=ON"
expect_call "^ctest --test-dir .*/build/asan .*--label-exclude release_only"

case="render after tests builds in the same folder"
launch render
expect_status 7
expect_no_call "NGOSO_TESTS=OFF"

case="tests fail"
echo '58% tests passed, 5 tests failed out of 12' >"$work/state/ctest-says"
launch test
expect_status 1
expect_last "21 passed, 15 failed"

case="tests are skipped"
printf '100%% tests passed, 0 tests failed out of 12\n\nThe following tests did not run:\n\t  3 - a.b (Skipped)\n\t 11 - a.c (Skipped)\n' >"$work/state/ctest-says"
launch test
expect_status 0
expect_last "30 passed, 0 failed"
expect_said "6 bài bị bỏ qua"

case="help on its own commands"
launch help test
expect_status 0
expect_said "bài kiểm tra"
launch test --help
expect_status 0
expect_no_call "^ctest"
launch help bench
expect_status 0
launch test base.utf8_test
expect_status 2
expect_said "bỏ «base.utf8_test»"
expect_no_call "^ctest"

case="no test runs"
echo 'No tests were found!!!' >"$work/state/ctest-says"
launch test
expect_status 1
expect_last "0 passed, 3 failed"
rm "$work/state/ctest-says"
launch test
expect_status 1
expect_last "0 passed, 3 failed"

case="tests do not build"
touch "$work/state/build-breaks"
launch test
expect_status 1
expect_last "0 passed, 3 failed"

case="benchmark"
make_tree
launch bench render --quick
expect_status 0
expect_last "bench: render --quick"
expect_call "^cmake --build .*build/release .*--target ngoso catalogues bench"

[ $failures = 0 ] && echo "launcher: all as expected"
exit $((failures > 0))

#!/bin/bash
# with-display.sh COMMAND...: runs COMMAND on a virtual display of its own, with a home folder of its own and no
# session bus, and leaves nothing behind. Exit status: the command's; 77 (skipped) without Xvfb; 99 if it won't start.
set -u

command -v Xvfb >/dev/null || { echo "with-display.sh: Xvfb is not installed" >&2; exit 77; }
{ : <&0; } 2>/dev/null || exec </dev/null

place=$(mktemp -d) || exit 99
server=''
child=''

# shellcheck disable=SC2317  # called by the trap
stop () {
  [ -z "$child" ] || kill "$child" 2>/dev/null
  [ -z "$server" ] || { kill "$server"; wait "$server"; } 2>/dev/null
  rm -rf "$place"
}
trap stop EXIT
trap 'exit 143' INT TERM HUP

mkdir -m 700 "$place/home" "$place/run"
mkdir -p "$place/config/gtk-4.0"
cat >"$place/config/gtk-4.0/settings.ini" <<END
[Settings]
gtk-font-name=${UI_FONT:-Cantarell 11}
gtk-xft-antialias=1
gtk-xft-hinting=1
gtk-xft-hintstyle=hintslight
gtk-xft-rgba=none
gtk-enable-animations=0
gtk-cursor-blink=0
END

# The server picks a free number and writes it down when it is ready. The screen is large because the pointer waits in
# its middle, and there must be no window under it; -noreset keeps the server alive between two clients.
Xvfb -displayfd 3 -screen 0 2560x1600x24 -nolisten tcp -noreset 3>"$place/number" >"$place/log" 2>&1 </dev/null &
server=$!
for _ in $(seq 500); do
  [ ! -s "$place/number" ] || break
  kill -0 "$server" 2>/dev/null || break
  sleep 0.02
done
[ -s "$place/number" ] || { echo "with-display.sh: Xvfb did not start" >&2; cat "$place/log" >&2; exit 99; }

# UI_FONT: another font. UI_BUS: a session bus instead of none. UI_WRAP: a command with options, such as valgrind -q, to run it under.
# shellcheck disable=SC2086
env -u WAYLAND_DISPLAY -u XAUTHORITY -u XDG_CURRENT_DESKTOP \
  DISPLAY=":$(cat "$place/number")" \
  HOME="$place/home" \
  XDG_RUNTIME_DIR="$place/run" \
  XDG_CONFIG_HOME="$place/config" \
  XDG_CACHE_HOME="$place/cache" \
  XDG_DATA_HOME="$place/data" \
  XDG_STATE_HOME="$place/state" \
  DBUS_SESSION_BUS_ADDRESS="${UI_BUS:-disabled:}" \
  GSETTINGS_BACKEND=memory \
  GDK_BACKEND=x11 \
  GSK_RENDERER=cairo \
  GDK_DEBUG=gl-disable \
  GDK_DISABLE=gl \
  GTK_A11Y="${GTK_A11Y:-test}" \
  ADW_DISABLE_PORTAL=1 \
  ${UI_WRAP:-} "$@" <&0 &
child=$!
wait "$child"
status=$?
child=
exit "$status"

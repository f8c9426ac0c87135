# SPDX-License-Identifier: Apache-2.0
# Read by each scenario: a person at a terminal of 80 by 24, and waiting.

# terminal COMMAND: a line of shell, at a terminal. Its exit code is shown there when it has ended.
terminal() {
  # ctrl-c is for the command, and not for the shell that waits for it.
  printf 'trap : INT\n%s\necho ended with $?\nexec sleep 300\n' "$1" > "$DIR/command"
  tmux -f /dev/null -S "$DIR/tmux" new-session -d -x 80 -y 24 "exec env -u TMUX TERM=xterm sh '$DIR/command'"
  tmux -S "$DIR/tmux" set-option -g status off
}

# keys KEY...: as tmux names them; keys -l TEXT as it is.
keys() {
  tmux -S "$DIR/tmux" send-keys "$@"
}

# line TEXT: typed, and then the return key.
line() {
  keys -l "$1"
  keys Enter
}

# prompted: waits for the shell, which would show twice what is typed before it reads.
prompted() {
  until_true "screen | tail -n 1 | grep -q '^/ # *\$'" || screen
}

# ask TEXT: a line for the shell that waits for one.
ask() {
  prompted
  line "$1"
}

# screen: the lines that have something in them.
screen() {
  tmux -S "$DIR/tmux" capture-pane -p 2> /dev/null | sed '/^ *$/d'
}

# shown PATTERN: waits until a line of the screen is so.
shown() {
  until_true "screen | grep -Eq -- '$1'" || screen
}

window() {
  tmux -S "$DIR/tmux" resize-window -x "$1" -y "$2"
}

# until_true SCRIPT: waits, with an end.
until_true() {
  deadline=$(($(date +%s) + 90))
  until eval "$1"; do
    [ "$(date +%s)" -lt "$deadline" ] || { echo "never: $1" >&2; return 1; }
    sleep 0.05
  done
}

end_terminals() {
  [ ! -S "$DIR/tmux" ] || tmux -S "$DIR/tmux" kill-server
  rm -f "$DIR/tmux"
}

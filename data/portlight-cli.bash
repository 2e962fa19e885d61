# Completion of portlight-cli for bash. What there is to complete, the program says itself.

# The words at the beginning of the lines of a help that match a pattern
_portlight_cli_words() {
  LC_ALL=C portlight-cli "$@" --help 2>/dev/null | sed -n "/^  portlight-cli/d; s/^  \\(-., \\)\\{0,1\\}\\($pattern\\).*/\\2/p"
}

_portlight_cli() {
  local word=${COMP_WORDS[COMP_CWORD]} option=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]} pattern words=
  COMPREPLY=()

  # bash makes three words of --option=value
  if [[ $word == = ]]; then
    word=
  elif [[ $option == = ]]; then
    option=${COMP_WORDS[COMP_CWORD - 2]}
  fi

  case $COMP_CWORD-$option in
    1-*) pattern='[a-z]*' words="$(_portlight_cli_words) --help --version" ;;
    *---protocol) words='tcp udp' && [[ $command == service ]] && words+=' any' ;;
    *---family) words='any ipv4 ipv6' && [[ $command == listen ]] && words+=' both' ;;
    *---respond) pattern='[a-z][a-z-]*' words=$(_portlight_cli_words listen) ;;
    *---interface) words=$(ls /sys/class/net 2>/dev/null) ;;
    *---record) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
    *---local-service) mapfile -t COMPREPLY < <(compgen -A service -- "$word") ;;
    *---local | *---source) mapfile -t COMPREPLY < <(compgen -A hostname -- "$word") ;;
    *)
      if [[ $word == -* ]]; then
        pattern='--[a-z-]*' words=$(_portlight_cli_words "$command")
      elif [[ $command == service ]]; then
        mapfile -t COMPREPLY < <(compgen -A service -- "$word")
      elif [[ $command != host ]]; then
        mapfile -t COMPREPLY < <(compgen -A hostname -A service -- "$word")
      fi
      ;;
  esac

  [[ -z $words ]] || mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
}

complete -F _portlight_cli portlight-cli

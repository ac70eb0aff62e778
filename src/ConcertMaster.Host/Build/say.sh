# Sourced. `dotnet run` hides what its build says, so a step that takes long is told to the terminal of that build.
say() {
  at=$PPID
  while [ "$at" -gt 1 ] 2>/dev/null && [ "$(cat "/proc/$at/comm" 2>/dev/null)" != dotnet ]; do
    at=$(sed -n 's/^PPid:[[:space:]]*//p' "/proc/$at/status" 2>/dev/null || echo 0)
  done
  { [ "${at:-0}" -gt 1 ] && echo "  $1 …" >"/proc/$at/fd/2"; } 2>/dev/null || echo "  $1 …"
}

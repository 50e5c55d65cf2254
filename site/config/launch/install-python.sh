#!/usr/bin/env bash
# Python packages into a virtual environment, by uv, exactly as locked.
# Usage: install-python.sh PYTHON VENV [LOCK]; with a lock file of its own, the library stays out.
set -euo pipefail
python=$1 venv=$2 lock=${3:-requirements-dev.lock}

fail() { echo "$*" >&2; exit 1; }

command -v "$python" >/dev/null || fail "$python is missing: install Python 3.12 or newer."
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 12))' ||
  fail "$("$python" --version) is too old: install Python 3.12 or newer, or name one with PYTHON=…"

# A uv on the PATH may belong to another Python and fail here, so it has to show that it works.
find_uv() {
  if "$python" -m uv --version >/dev/null 2>&1; then uv=("$python" -m uv)
  elif uv --version >/dev/null 2>&1; then uv=(uv)
  elif [ -x "$venv/bin/uv" ]; then uv=("$venv/bin/uv")
  else return 1; fi
}

if ! find_uv; then
  "$python" -m pip --version >/dev/null 2>&1 ||
    "$python" -c 'import ensurepip' 2>/dev/null ||
    fail "$python has neither uv nor pip: install uv, or python3-pip and python3-venv."
  # A system's Python may refuse packages; then uv goes into the environment itself.
  "$python" -m pip install --quiet uv >/dev/null 2>&1 || {
    [ -x "$venv/bin/python" ] || "$python" -m venv "$venv" ||
      fail "$python cannot make a virtual environment: install python3-venv."
    "$venv/bin/python" -m pip install --quiet uv
  }
  find_uv || fail "uv was installed but does not start."
fi

[ -x "$venv/bin/python" ] || "${uv[@]}" venv --quiet --no-python-downloads --python "$("$python" -c 'import sys; print(sys.executable)')" "$venv"

# An environment that carries its own uv keeps it: `sync` removes what is not locked.
if [ "${uv[0]}" = "$venv/bin/uv" ]; then
  "${uv[@]}" pip install --quiet --python "$venv" --require-hashes -r "$lock"
else
  "${uv[@]}" pip sync --quiet --python "$venv" --require-hashes "$lock"
fi
[ -n "${3:-}" ] || "${uv[@]}" pip install --quiet --python "$venv" --no-deps --editable .
